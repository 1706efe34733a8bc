// Package heap decides how much garbage a program lets lie about before it is collected.
package heap
