package dev.agentpool.engine;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.definition.AgentDefinitions;
import dev.agentpool.definition.ComposedAgent;
import dev.agentpool.definition.DefinitionException;
import dev.agentpool.definition.DefinitionPlaces;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.task.TaskId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Agents out of definition files, each with a process of its own that is kept warm (spec slot-pool
 * 13). An agent is a slot that takes only its own tasks, one at a time, oldest first: that is its
 * queue. An edited file counts from the next task on. Thread-safe.
 */
public final class WarmAgents {
  private static final Duration TASK_TIMEOUT = Duration.ofMinutes(5);
  private final Tasks tasks;
  private final AgentSlots slots;
  private final Home home;
  private final Path userHome;
  private final InstantSource clock;
  private final Map<String, Prompted> prompts = new ConcurrentHashMap<>();

  /** A prompt stays the same while its files do, so that the process that has it stays too. */
  private record Prompted(Object fingerprint, String text) {}

  /**
   * An agent that has a process now, or is known.
   *
   * @param pid of its process; null when it has none
   * @param running the task it is at; null when it rests
   */
  public record Warm(String name, @Nullable Long pid, @Nullable TaskId running) {}

  /** The node's part: slots beside the pool's own, each with one agent's process. */
  public interface AgentSlots {
    /** Starts the slot's process with these settings, or finds a fitting one; returns its pid. */
    long warm(PoolId pool, SlotName.Agent slot, Settings settings);

    Node.Reset reset(PoolId pool, SlotName.Agent slot);

    /** Those that have a process. */
    List<Warm> list(PoolId pool);
  }

  /**
   * @param clock what an agent is told is today
   */
  public WarmAgents(Tasks tasks, AgentSlots slots, Home home, Path userHome, InstantSource clock) {
    this.tasks = tasks;
    this.slots = slots;
    this.home = home;
    this.userHome = userHome;
    this.clock = clock;
  }

  /** The definitions that a pool's project and its user have. */
  public AgentDefinitions definitions(PoolConfig pool) {
    return definitions(pool, AgentSources.NONE);
  }

  /** The same with those of other places over them. */
  public AgentDefinitions definitions(PoolConfig pool, AgentSources sources) {
    return new AgentDefinitions(
        sources.over(DefinitionPlaces.standard(userHome, home.root(), pool.directory())));
  }

  /**
   * Queues a task for an agent.
   *
   * @param timeout the longest it may run; null for five minutes
   */
  public TaskId invoke(
      PoolConfig pool,
      AgentSources sources,
      String agent,
      String task,
      TaskOptions options,
      @Nullable Duration timeout) {
    Duration usual = sources.timeout() == null ? TASK_TIMEOUT : sources.timeout();
    Settings settings =
        options
            .settings()
            .over(settings(pool, sources, agent))
            .with(SettingKeys.TIMEOUT, timeout == null ? usual : timeout);
    return tasks.submitInto(slot(agent), pool, task, options.withSettings(settings));
  }

  /** What is missing or odd in an agent's file and what it names; it works without. */
  public List<String> warnings(PoolConfig pool, AgentSources sources, String agent) {
    try {
      return definitions(pool, sources).get(agent).diagnostics().stream()
          .map(diagnostic -> diagnostic.place() + ": " + diagnostic.message())
          .toList();
    } catch (DefinitionException unusable) {
      return List.of(String.valueOf(unusable.getMessage()));
    }
  }

  /** Starts the agent's process, or finds it running; asks the model nothing. Returns its pid. */
  public long warmup(PoolConfig pool, AgentSources sources, String agent) {
    return slots.warm(pool.id(), slot(agent), settings(pool, sources, agent));
  }

  /** Ends the agent's process now; a task that it is at ends as interrupted. */
  public Node.Reset reset(PoolConfig pool, String agent) {
    prompts.remove(pool.id() + " " + agent);
    return slots.reset(pool.id(), slot(agent));
  }

  /** The agents that have a process. */
  public List<Warm> list(PoolConfig pool) {
    return slots.list(pool.id());
  }

  private static SlotName.Agent slot(String agent) {
    return SlotName.Agent.of(agent)
        .orElseThrow(() ->
            Refused.invalid(
                "an agent cannot be called '"
                    + agent
                    + "': agentpool itself has a slot of that name; rename its file"));
  }

  private Settings settings(PoolConfig pool, AgentSources sources, String agent) {
    try {
      ComposedAgent composed = definitions(pool, sources).get(agent);
      Prompted prompt =
          prompts.compute(
              pool.id() + " " + agent,
              (_, known) ->
                  known != null && known.fingerprint().equals(composed.fingerprint())
                      ? known
                      : new Prompted(
                          composed.fingerprint(),
                          composed.systemPrompt(pool.directory(), clock.instant())));
      Settings settings =
          Settings.read(composed.definition().settings())
              .with(SettingKeys.SYSTEM_PROMPT, prompt.text())
              .with(SettingKeys.SLOT_MODE, SlotMode.PERSISTENT);
      return sources.command() == null
          ? settings
          : settings.with(SettingKeys.COMMAND, sources.command());
    } catch (DefinitionException e) {
      throw refused(e);
    } catch (InvalidSetting e) {
      throw Refused.invalid("agent '" + agent + "': " + e.getMessage());
    }
  }

  /** As every face tells it. */
  public static Refused refused(DefinitionException e) {
    return new Refused(
        e.code() == DefinitionException.Code.NOT_FOUND
            ? Refused.Kind.NOT_FOUND
            : Refused.Kind.INVALID,
        "agent_" + e.code().name().toLowerCase(Locale.ROOT),
        String.valueOf(e.getMessage()));
  }
}
