package dev.agentpool.knowledge;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who brought knowledge, when, while doing what.
 *
 * @param author an expert's or a role's name, or who else it was
 * @param task in which it was learnt, if in one
 */
public record Origin(String author, @Nullable String task, Instant at, Source source, Trust trust) {
  /** The author of what is edited in the files themselves. */
  public static final String BY_HAND = "by hand";

  public Origin {
    if (author.isBlank()) {
      throw new IllegalArgumentException("knowledge needs an author");
    }
  }

  public static Origin of(String author, @Nullable String task, Instant at, Source source) {
    return new Origin(author, task, at, source, Trust.TRUSTED);
  }

  /** Of a turn that read what nobody vouches for. */
  public Origin untrusted() {
    return new Origin(author, task, at, source, Trust.UNTRUSTED);
  }

  Origin confirmed() {
    return new Origin(author, task, at, source, Trust.CONFIRMED);
  }

  public Optional<String> taskId() {
    return Optional.ofNullable(task);
  }
}
