package dev.agentpool.engine;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.ledger.Figures;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent that drives the pool without a person (spec slot-pool 11, headless mode). It is a task
 * in a slot of its own, so that it waits for none of the slots it fills, and it has the pool's
 * tools over {@code agentpool mcp}.
 */
public final class Coordinator {
  private static final String SERVER = "agentpool";
  private final Ledger ledger;
  private final Tasks tasks;
  private final Home home;
  private final Path launcher;

  /**
   * @param launcher the program {@code agentpool}, which the agent starts with {@code mcp}
   */
  public Coordinator(Ledger ledger, Tasks tasks, Home home, Path launcher) {
    this.ledger = ledger;
    this.tasks = tasks;
    this.home = home;
    this.launcher = launcher;
  }

  /**
   * Starts one. It works in the project itself, whatever its pool does: where a task is to be read
   * only, the agent CLI would refuse it the pool's tools.
   *
   * @param mode what it may do itself; null for no tools but the pool's own without asking
   * @param timeout the longest it may take; null for what the settings say
   */
  public TaskId start(
      PoolConfig pool,
      String prompt,
      TaskOptions options,
      @Nullable PermissionMode mode,
      @Nullable Duration timeout) {
    Map<String, Object> server =
        Map.of(
            "type", "stdio",
            "command", launcher.toString(),
            "args", List.of("mcp", "--dir", pool.directory().toString(), "--toolsets", "lean"),
            "env", Map.of("AGENT_POOL_HOME", home.root().toString()));
    Map<String, Object> servers =
        new HashMap<>(options.settings().find(SettingKeys.MCP_SERVERS).orElse(Map.of()));
    servers.put(SERVER, server);
    Settings settings =
        options
            .settings()
            .over(
                Settings.EMPTY
                    .with(
                        SettingKeys.PERMISSION_MODE, mode == null ? PermissionMode.DONT_ASK : mode)
                    .with(SettingKeys.ALLOWED_TOOLS, List.of("mcp__" + SERVER))
                    .with(SettingKeys.WORKSPACE, WorkspaceMode.SHARED)
                    .with(SettingKeys.SLOT_MODE, SlotMode.EPHEMERAL))
            .with(SettingKeys.MCP_SERVERS, servers);
    if (timeout != null) {
      settings = settings.with(SettingKeys.TIMEOUT, timeout);
    }
    return tasks.submitInto(
        new SlotName.Coordinator(), pool, prompt, options.withSettings(settings));
  }

  /** How many tasks of the pool were completed since a coordinator was submitted, without it. */
  public int completedSince(PoolId pool, TaskRecord coordinator) {
    long completed =
        ledger
            .figures(new FigureFilter(pool, coordinator.createdAt(), null, List.of(), null))
            .groups()
            .stream()
            .filter(group -> group.state() == TaskState.COMPLETED)
            .mapToLong(Figures.Group::tasks)
            .sum();
    return (int) (coordinator.state() == TaskState.COMPLETED ? completed - 1 : completed);
  }
}
