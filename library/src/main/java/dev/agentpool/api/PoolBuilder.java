package dev.agentpool.api;

import dev.agentpool.settings.Effort;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.WorkspaceMode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Describes a pool inside this program. What is said here lies over the project's {@code
 * .agent-pool/pool.toml}; what is not said is as that file has it, or as docs/configuration.md
 * says.
 *
 * {@snippet :
 * Pool pool =
 *     Pool.builder()
 *         .project(project)
 *         .slots(2)
 *         .permissionMode(PermissionMode.ACCEPT_EDITS)
 *         .budgetUsd(5)
 *         .slot(SlotOptions.DEFAULTS.withName("careful").withRole("reviewer"))
 *         .build();
 * try (pool) {
 *   System.out.println(pool.status().budget().map(Cost::toString).orElse("no budget"));
 * }
 * }
 *
 * <p>For one thread, until it has built.
 */
public final class PoolBuilder {
  private Path project = Path.of("").toAbsolutePath();
  private Optional<Path> home = Optional.empty();
  private OptionalInt slots = OptionalInt.empty();
  private final List<SlotOptions> described = new ArrayList<>();
  private Map<String, Object> settings = Map.of();
  private CapOptions budget = CapOptions.NONE;
  private CapOptions dayBudget = CapOptions.NONE;
  private Optional<BigDecimal> taskBudget = Optional.empty();
  private Map<String, String> environment = System.getenv();
  private Duration closing = Duration.ofSeconds(30);

  PoolBuilder() {}

  /** The project that the agents work in; the current directory when not said. */
  public PoolBuilder project(Path directory) {
    project = directory;
    return this;
  }

  /**
   * Where the pool keeps its state, so that another run of this program goes on with it: what waits
   * is done then, what was spent counts. A temporary directory that is deleted when not said. Not
   * the home of a daemon that runs, and not a long path: a socket lies below it.
   */
  public PoolBuilder home(Path directory) {
    home = Optional.of(directory);
    return this;
  }

  /** How many tasks run at a time. */
  public PoolBuilder slots(int count) {
    slots = OptionalInt.of(count);
    return this;
  }

  /**
   * Describes the next slot: the first call {@code slot-0}, the second {@code slot-1}, and so on.
   */
  public PoolBuilder slot(SlotOptions options) {
    described.add(options);
    return this;
  }

  /** Any setting by its name; see docs/configuration.md. */
  public PoolBuilder setting(String key, Object value) {
    settings = Members.with(settings, key, value);
    return this;
  }

  /** Several settings by their names. */
  public PoolBuilder settings(Map<String, ?> several) {
    several.forEach(this::setting);
    return this;
  }

  /** Which agent CLI runs the tasks: {@code claude} when not said. */
  public PoolBuilder provider(String name) {
    return setting("provider", name);
  }

  /** The model, by its name or alias. */
  public PoolBuilder model(String model) {
    return setting("model", model);
  }

  /** How hard the model thinks. */
  public PoolBuilder effort(Effort effort) {
    return setting("effort", effort.wireName());
  }

  /** What the agents may do unasked: {@code PLAN}, thus nothing that writes, when not said. */
  public PoolBuilder permissionMode(PermissionMode mode) {
    return setting("permission_mode", mode.wireName());
  }

  /** Where tasks work: in the project itself when not said. */
  public PoolBuilder workspace(WorkspaceMode mode) {
    return setting("workspace", mode.wireName());
  }

  /** All that the pool may ever spend. */
  public PoolBuilder budgetUsd(double usd) {
    budget = budget.withUsd(usd);
    return this;
  }

  /** All that it may spend in a day. */
  public PoolBuilder dayBudgetUsd(double usd) {
    dayBudget = dayBudget.withUsd(usd);
    return this;
  }

  /** All the tokens that the pool may ever take, those of caches too. */
  public PoolBuilder budgetTokens(long tokens) {
    budget = budget.withTokens(tokens);
    return this;
  }

  /** All the tokens that it may take in a day. */
  public PoolBuilder dayBudgetTokens(long tokens) {
    dayBudget = dayBudget.withTokens(tokens);
    return this;
  }

  /** All the turns, requests to a model, that the pool may ever take. */
  public PoolBuilder budgetTurns(long turns) {
    budget = budget.withTurns(turns);
    return this;
  }

  /** All the turns that it may take in a day. */
  public PoolBuilder dayBudgetTurns(long turns) {
    dayBudget = dayBudget.withTurns(turns);
    return this;
  }

  /** What one task may spend that does not say itself. */
  public PoolBuilder taskBudgetUsd(double usd) {
    taskBudget = Optional.of(BigDecimal.valueOf(usd));
    return this;
  }

  /** The environment that the agents get: that of this program when not said. */
  public PoolBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /** How long {@link Pool#close} waits for what runs: 30 seconds when not said. */
  public PoolBuilder closeDeadline(Duration deadline) {
    closing = deadline;
    return this;
  }

  /**
   * Starts the pool.
   *
   * @throws PoolException.Invalid for what cannot be: an unknown setting, a missing project
   * @throws PoolException.Unavailable when it cannot start here
   */
  public Pool build() {
    PoolDescription description =
        new PoolDescription(slots, List.copyOf(described), settings, budget, dayBudget, taskBudget);
    return EmbeddedPool.start(project, home, description, environment, closing);
  }
}
