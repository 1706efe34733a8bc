// Package trial shows what a study finds in articles before anything is scored:
//
//  1. Trial.Article looks through an annotated article for what each alias, title,
//     nominal and member finds, for names beside an actor that are nobody's of the
//     study, for others with an actor's last name, and for titles used at a time when
//     nobody has them. It changes nothing, and may run beside others.
//  2. Trial.Add takes the articles in, in order.
//  3. Trial.Report says it all for people, the most frequent first, and draws mentions
//     at random by the study's seed, the same whatever the number of workers.
package trial
