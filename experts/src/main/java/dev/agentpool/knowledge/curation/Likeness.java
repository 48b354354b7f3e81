package dev.agentpool.knowledge.curation;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a text says, for comparing: its words without numbers, paths and the small words that every
 * text has. Two texts are alike when most of their words are the same.
 */
record Likeness(Set<String> words) {
  private static final Pattern NOISE = Pattern.compile("[\\w.-]*/[\\w./-]+|[0-9a-f]{7,}|\\d+");
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}_#]+");
  private static final Set<String> SMALL =
      Set.of(
          "the", "and", "for", "was", "with", "that", "this", "are", "but", "not", "when", "from",
          "has", "had", "it", "is", "in", "on", "of", "to", "an", "as", "at", "be", "by", "or");
  private static final double ALIKE = 0.6;
  private static final int FEW = 3;

  Likeness {
    words = Set.copyOf(words);
  }

  static Likeness of(String text) {
    Set<String> words = new HashSet<>();
    String plain = NOISE.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" # ");
    for (String word : BETWEEN.split(plain)) {
      if (word.length() > 1 && !SMALL.contains(word)) {
        words.add(word);
      }
    }
    return new Likeness(words);
  }

  /** Of few words, all have to be the same. */
  boolean isLike(Likeness other) {
    if (words.isEmpty() || other.words.isEmpty()) {
      return false;
    }
    Set<String> both = new HashSet<>(words);
    both.retainAll(other.words);
    int all = words.size() + other.words.size() - both.size();
    double same = (double) both.size() / all;
    return Math.min(words.size(), other.words.size()) < FEW ? same == 1 : same >= ALIKE;
  }
}
