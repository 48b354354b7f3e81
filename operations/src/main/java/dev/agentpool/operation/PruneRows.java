package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Pruned;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Pruning;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.PruneRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What ended tasks left in a project, cleared away where nothing is lost. */
public final class PruneRows {
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final String PATH = "/v1/prune";

  public static final Operation<PruneRequest, Pruned> WOULD_GO =
      named("prune.would_go", "What of ended tasks would be cleared away in a project")
          .takes(PruneRequest.class)
          .gives(Pruned.class)
          .at(Route.get(PATH).fails(400, 409))
          .does((asking, asked) -> pruned(asking, asked, true));

  public static final Operation<PruneRequest, Pruned> LET_GO =
      named(
              "prune.let_go",
              "Clears away merged branches, and worktrees of ended tasks; nothing is lost")
          .takes(PruneRequest.class)
          .gives(Pruned.class)
          .at(Route.post(PATH).fails(400, 409))
          .does((asking, asked) -> pruned(asking, asked, false));

  private PruneRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(WOULD_GO, LET_GO);
  }

  private static Pruned pruned(Asking asking, PruneRequest asked, boolean dryRun) {
    PoolConfig pool = asking.standing();
    Duration age = asked.olderThan().orElse(A_DAY);
    if (age.isNegative()) {
      throw Refused.invalid("'older_than_ms' must not be negative");
    }
    Pruning.Pruned pruned = asking.engine().pruning().prune(pool, age, dryRun);
    return new Pruned(
        pool.directory().toString(),
        dryRun,
        pruned.branches().stream().map(PruneRows::branch).toList(),
        pruned.trees().stream().map(PruneRows::tree).toList(),
        pruned.trees().stream().filter(Pruning.Fate::goes).mapToLong(Pruning.Fate::bytes).sum());
  }

  private static Pruned.Branch branch(Pruning.Fate fate) {
    return new Pruned.Branch(
        fate.what(),
        fate.holder(),
        Optional.of(fate.commit()).filter(commit -> !commit.isEmpty()),
        fate.goes(),
        word(fate));
  }

  private static Pruned.Tree tree(Pruning.Fate fate) {
    return new Pruned.Tree(
        fate.what(),
        fate.holder(),
        fate.bytes(),
        fate.goes(),
        word(fate),
        Optional.of(fate.problem()).filter(problem -> !problem.isEmpty()));
  }

  private static String word(Pruning.Fate fate) {
    return fate.reason().name().toLowerCase(Locale.ROOT);
  }
}
