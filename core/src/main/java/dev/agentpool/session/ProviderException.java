package dev.agentpool.session;

import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import org.jspecify.annotations.Nullable;

/** A provider could not do what was asked. Carries the outcome that an attempt ends with. */
public final class ProviderException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final OutcomeCode code;

  public ProviderException(OutcomeCode code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Outcome outcome() {
    String message = getMessage();
    return Outcome.of(code, message == null ? "" : message);
  }
}
