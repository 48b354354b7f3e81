package dev.agentpool.knowledge;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The files of an expert's knowledge; their names and headings are those of the expert pool. */
public enum KnowledgeFile {
  IDENTITY("Expert Identity"),
  STATE("Current State"),
  ERRORS("Known Errors & Pitfalls");

  /** What a text may have after it was trimmed, in bytes of UTF-8. */
  public static final int MOST_BYTES = 50_000;

  private final String heading;

  KnowledgeFile(String heading) {
    this.heading = heading;
  }

  /** {@code identity}, {@code state}, {@code errors}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String fileName() {
    return word() + ".md";
  }

  /** Under which it stands in a prompt. */
  public String heading() {
    return heading;
  }

  public static Optional<KnowledgeFile> named(String word) {
    return Arrays.stream(values()).filter(file -> file.word().equals(word)).findFirst();
  }
}
