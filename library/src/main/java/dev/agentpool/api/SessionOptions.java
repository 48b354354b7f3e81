package dev.agentpool.api;

import dev.agentpool.request.SpawnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a live session is to be opened. Immutable.
 *
 * {@snippet :
 * SessionOptions looks = SessionOptions.of("scripted", "@@say I have looked@@").withMaxTurns(3);
 * }
 *
 * @param said the members of the request that were said, by their names in answers
 */
public record SessionOptions(String provider, String task, Map<String, Object> said) {
  /** Keeps a copy of the table. */
  public SessionOptions {
    said = Members.copy(said);
  }

  /**
   * One that only looks, without an end of its own.
   *
   * @param provider such as {@code claude-code}; none is chosen
   * @param task one narrow thing
   */
  public static SessionOptions of(String provider, String task) {
    return new SessionOptions(provider, task, Map.of());
  }

  private SessionOptions with(String name, Object value) {
    return new SessionOptions(provider, task, Members.with(said, name, value));
  }

  /** {@code explorer}, {@code reviewer}, {@code implementer}, {@code tester} or {@code custom}. */
  public SessionOptions withRole(String role) {
    return with("role", role);
  }

  /** {@code read_only}, {@code shared} or {@code worktree}. */
  public SessionOptions withIsolation(String isolation) {
    return with("isolation", isolation);
  }

  /** Its model. */
  public SessionOptions withModel(String model) {
    return with("model", model);
  }

  /** As the model has it. */
  public SessionOptions withReasoningEffort(String effort) {
    return with("reasoning_effort", effort);
  }

  /** It is ended then, whatever it does. */
  public SessionOptions withMaxRuntime(Duration time) {
    return with("max_runtime_seconds", Math.toIntExact(time.toSeconds()));
  }

  /** How often it may be spoken to after its task. */
  public SessionOptions withMaxTurns(int turns) {
    return with("max_turns", turns);
  }

  /** Your own words on it, which its answers have again. */
  public SessionOptions withMetadata(Map<String, Object> metadata) {
    return with("metadata", metadata);
  }

  /** The same key gives the same session again. */
  public SessionOptions withIdempotencyKey(String key) {
    return with("idempotency_key", key);
  }

  @SuppressWarnings("unchecked") // only the methods above put something there
  SpawnRequest request(String directory) {
    return new SpawnRequest(
        provider,
        task,
        Optional.of(directory),
        text("role"),
        text("model"),
        Optional.empty(),
        Optional.empty(),
        text("isolation"),
        List.of(),
        number("max_runtime_seconds"),
        number("max_turns"),
        Optional.empty(),
        Optional.empty(),
        text("reasoning_effort"),
        Optional.empty(),
        (Map<String, Object>) said.getOrDefault("metadata", Map.of()),
        text("idempotency_key"));
  }

  private Optional<String> text(String name) {
    return Optional.ofNullable((String) said.get(name));
  }

  private Optional<Integer> number(String name) {
    return Optional.ofNullable((Integer) said.get(name));
  }
}
