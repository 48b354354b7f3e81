package dev.agentpool.redact;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Replaces secrets in texts, and counts them by the rule that found them. It takes time in the
 * length of a text, whatever stands in it: one look goes from left to right, stops only where the
 * first letters of a rule stand, and sees a bounded piece from there. Thread-safe.
 */
public final class Redaction {
  /** What stands in a secret's place. */
  public static final String MARK = "[REDACTED]";

  /** How the count of what users' own patterns found is called. */
  public static final String USERS = "user-pattern";

  /** How far a rule sees from its first letter; also the most that a filter holds back. */
  static final int WINDOW = 4096;

  /** How far it looks back. */
  static final int LEFT = 64;

  private final RuleBook book = RuleBook.STANDARD;
  private final Supplier<List<UserPattern>> patterns;
  private final Map<String, LongAdder> counts;

  /**
   * @param patterns what the user added; asked at each text
   */
  public Redaction(Supplier<List<UserPattern>> patterns) {
    this(patterns, new ConcurrentHashMap<>());
  }

  private Redaction(Supplier<List<UserPattern>> patterns, Map<String, LongAdder> counts) {
    this.patterns = patterns;
    this.counts = counts;
  }

  /** The same with patterns of the user's too; both count together. */
  public Redaction with(Supplier<List<UserPattern>> added) {
    return new Redaction(added, counts);
  }

  /** With the built-in rules alone. */
  public static Redaction standard() {
    return new Redaction(List::of);
  }

  /** The text without its secrets; the same object when there is none. */
  public String over(String text) {
    return over(text, this::count);
  }

  /** The same, of what is shown again and again: nothing is counted. */
  public String shown(String text) {
    return over(text, _ -> {});
  }

  private String over(String text, Consumer<String> counted) {
    List<UserPattern> added = patterns.get();
    if (added.isEmpty() && !book.isWorthALook(text)) {
      return text;
    }
    Filter filter = new Filter(book, added, counted);
    String kept = filter.add(text) + filter.end();
    return kept.equals(text) ? text : kept;
  }

  /** Whether a member or variable of that name holds a secret, whatever its value looks like. */
  public boolean isSecretName(String name) {
    return NameRules.isSecretName(name);
  }

  /** Counts one that was replaced because of its name. */
  public void countNamed() {
    count("named-member");
  }

  /** For a text that comes in pieces. */
  public Filter filter() {
    return new Filter(book, patterns.get(), this::count);
  }

  private void count(String rule) {
    counts.computeIfAbsent(rule, _ -> new LongAdder()).increment();
  }

  /** How many secrets each rule has found, by its name. */
  public Map<String, Long> counts() {
    Map<String, Long> now = new TreeMap<>();
    counts.forEach((rule, found) -> now.put(rule, found.sum()));
    return now;
  }
}
