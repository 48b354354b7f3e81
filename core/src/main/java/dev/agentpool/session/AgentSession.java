package dev.agentpool.session;

import dev.agentpool.budget.Money;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with one agent process. One turn at a time: a second {@link #send} while one is
 * under way is an {@link IllegalStateException}. Thread-safe otherwise.
 */
public interface AgentSession {
  Path folder();

  /** The provider's id of the conversation; changes with a reset; null until known. */
  @Nullable String providerSession();

  /**
   * How it was launched, by this daemon or an earlier one. A task for which another launch is
   * wanted needs another process, see {@link Launch#serves}.
   */
  Launch launch();

  boolean alive();

  /** The process that holds the session, as this machine numbers it; empty when there is none. */
  default OptionalLong pid() {
    return OptionalLong.empty();
  }

  /** How many turns were sent since the process started, resets not counted. */
  int turns();

  /**
   * Starts a turn. Exactly one result comes from the returned turn, whatever happens to the
   * process.
   */
  Turn send(TurnRequest request, TurnListener listener) throws ProviderException;

  /**
   * After {@link AgentProvider#adopt}: goes on with a turn that the daemon before had sent or was
   * about to send. Events since the turn's start are delivered again. Delivers the prompt when it
   * had provably not arrived; never twice.
   *
   * @param request the same id and prompt as the first time
   */
  Resumed resumeTurn(TurnRequest request, TurnListener listener) throws ProviderException;

  /**
   * After {@link #resumeTurn}: completes when all that the agent had said by then was heard, or
   * will never be.
   */
  default CompletableFuture<Void> caughtUp() {
    return CompletableFuture.completedFuture(null);
  }

  /**
   * Clears the context and confirms it; false when it could not be confirmed: the process must then
   * be replaced.
   */
  boolean reset(Duration patience);

  /**
   * What the conversation has cost so far in this session, as the provider says; empty when it does
   * not.
   */
  Optional<Money> costSoFar(Duration patience);

  /** The terminal that it is spoken with over; empty for one that speaks a protocol. */
  default Optional<Terminal> terminal() {
    return Optional.empty();
  }

  /** Ends the process: protocol end, SIGTERM, SIGKILL, sweep. Idempotent. */
  EndOfSession end(Duration patience);
}
