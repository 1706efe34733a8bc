"""Time Python VADER on sentences, one a line: seconds by the clock for all of them, the median of five rounds.

    python bench_vader.py SENTENCES.txt
"""
import sys
import time

from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        sentences = [line.rstrip("\n") for line in f]
    vader, rounds = SentimentIntensityAnalyzer(), []
    for _ in range(5):
        start = time.perf_counter()
        for s in sentences:
            vader.polarity_scores(s)
        rounds.append(time.perf_counter() - start)
    print(f"{sorted(rounds)[2]:.4f}")


if __name__ == "__main__":
    main()
