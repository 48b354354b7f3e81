package dev.agentpool.ledger;

import dev.agentpool.task.Refusal;

/** Done with a value, or refused with a reason that the caller can act on. */
public sealed interface Reply<T> {
  record Done<T>(T value) implements Reply<T> {}

  record Refused<T>(Refusal refusal) implements Reply<T> {}

  static <T> Reply<T> done(T value) {
    return new Done<>(value);
  }

  static <T> Reply<T> refused(Refusal.Code code, String message) {
    return new Refused<>(Refusal.of(code, message));
  }

  /**
   * The value, or an {@link IllegalStateException} with the refusal: where a refusal would be a
   * defect.
   */
  default T orThrow() {
    return switch (this) {
      case Done<T> done -> done.value();
      case Refused<T> refused -> throw new IllegalStateException(refused.refusal().message());
    };
  }
}
