package dev.agentpool.node.slot;

import dev.agentpool.ledger.space.Noted;
import dev.agentpool.node.conversation.Wanted;
import dev.agentpool.session.AgentSession;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.ConversationKey;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/** Slots of agents, and sessions that are opened before there is a task (spec slot-pool 13.2). */
final class AgentWarmth {
  /** How long a look for work may keep the slot. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private AgentWarmth() {}

  static SlotRunner agent(PoolRunner pool, String slot) {
    if (!Roster.isBeside(slot)) {
      throw new IllegalArgumentException(
          "only the slot of an agent, agent-NAME, is made when it is asked for: " + slot);
    }
    return pool.roster().ensure(slot);
  }

  /** The process that holds the session; empty when the provider does not tell. */
  static OptionalLong warm(PoolRunner pool, String id, Settings task) throws InterruptedException {
    SlotRunner slot = Roster.isBeside(id) ? agent(pool, id) : pool.existing(id);
    Settings settings = slot.settings(task);
    if (settings.get(SettingKeys.SLOT_MODE) == SlotMode.EPHEMERAL) {
      throw new IllegalStateException(
          id + " cannot be warmed: its slot_mode is ephemeral, so no process is kept");
    }
    WorkspaceMode workspace = settings.get(SettingKeys.WORKSPACE);
    if (workspace != WorkspaceMode.SHARED && workspace != WorkspaceMode.READ_ONLY) {
      throw new IllegalStateException(
          id
              + " cannot be warmed: its workspace is a "
              + workspace.name().toLowerCase(Locale.ROOT)
              + ", which is made for each task; what is warm needs workspace = \"shared\" or"
              + " \"read_only\"");
    }
    if (pool.drained()) {
      throw new IllegalStateException(
          "pool is shut down: " + pool.config().name() + " was drained; resume it to warm " + id);
    }
    if (!slot.takeUnlessRunning(PATIENCE)) {
      AgentSession live = slot.bench().held();
      if (live != null && live.alive()) {
        return live.pid();
      }
      throw new IllegalStateException(id + " is busy: warm it when its task is over");
    }
    try {
      Wanted wanted = wanted(pool, settings, id);
      OptionalLong pid =
          slot.bench()
              .session(
                  settings,
                  slot.bench().places().inPlace(settings),
                  slot.bench().places().ofNoTask(workspace),
                  wanted,
                  null)
              .pid();
      slot.bench().rest(wanted.resume() == null ? null : wanted.shared());
      return pid;
    } finally {
      slot.release();
      pool.wake();
    }
  }

  /** The slot's conversation, where its tasks share one and it has one. */
  private static Wanted wanted(PoolRunner pool, Settings settings, String slot) {
    return ConversationKey.ofSlot(settings, slot)
        .flatMap(key ->
            pool.conversations()
                .find(key)
                .map(Noted::value)
                .filter(known -> known.provider().equals(settings.get(SettingKeys.PROVIDER)))
                .map(known -> new Wanted(known.id(), new Wanted.Shared(key, known.last()))))
        .orElse(Wanted.FRESH);
  }
}
