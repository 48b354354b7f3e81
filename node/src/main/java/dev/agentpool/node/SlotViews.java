package dev.agentpool.node;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.node.attempt.AttemptRun;
import dev.agentpool.node.note.SlotNotes;
import dev.agentpool.node.slot.PoolRunner;
import dev.agentpool.node.slot.SlotRunner;
import dev.agentpool.session.AgentSession;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the slots of a pool. */
final class SlotViews {
  private final PoolRunner pool;

  SlotViews(PoolRunner pool) {
    this.pool = pool;
  }

  List<Node.SlotView> all() {
    return pool.shown().stream().map(this::of).toList();
  }

  List<Node.SlotView> agents() {
    return pool.agents().stream().map(this::of).toList();
  }

  Node.SlotView of(SlotRunner slot) {
    AttemptRun run = slot.running();
    AgentSession session = slot.bench().held();
    SlotConfig config = config(slot.id());
    SlotTotals totals = pool.totals(slot.id());
    Settings settings = slot.settings(run == null ? Settings.EMPTY : run.task().spec().settings());
    return new Node.SlotView(
        slot.id(),
        state(slot),
        run == null ? null : run.task().id(),
        session != null,
        config.name(),
        config.role(),
        config.description(),
        settings.find(SettingKeys.MODEL).orElse(null),
        totals.completed(),
        totals.cost(),
        pool.restarts(slot.id()),
        session == null ? null : session.providerSession(),
        session == null ? null : ownDirectory(session.launch().workingDirectory()),
        session == null ? null : pid(session));
  }

  private static @Nullable Long pid(AgentSession session) {
    return session.pid().isPresent() ? (Long) session.pid().getAsLong() : null;
  }

  private SlotConfig config(String id) {
    return pool.config().slots().stream()
        .filter(slot -> slot.id().equals(id))
        .findFirst()
        .orElseGet(() -> SlotNotes.bare(id));
  }

  private String state(SlotRunner slot) {
    if (slot.busy()) {
      return "busy";
    }
    if (pool.drained()) {
      return "stopped";
    }
    return pool.isErrored(slot.id()) ? "errored" : "idle";
  }

  private @Nullable String ownDirectory(Path directory) {
    PoolConfig config = pool.config();
    return directory.equals(config.directory()) ? null : directory.toString();
  }
}
