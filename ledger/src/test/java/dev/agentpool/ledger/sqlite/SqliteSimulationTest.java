package dev.agentpool.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.contract.Sums;
import dev.agentpool.ledger.moves.MoveSettings;
import dev.agentpool.testkit.SettableClock;
import dev.agentpool.testkit.simulation.Simulator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulator on a real file. The million moves are made in memory, over the same rules. */
class SqliteSimulationTest {
  @TempDir Path folder;

  @Test
  void someThousandMovesKeepEveryInvariant() {
    long seed = Long.getLong("sim.seed", System.nanoTime());
    System.err.println("simulation from -Dsim.seed=" + seed);
    SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    SplittableRandom ids = new SplittableRandom(~seed);
    try (Ledger ledger =
        SqliteLedger.open(folder.resolve("ledger.db"), clock, MoveSettings.USUAL, ids::nextLong)) {
      assertThat(new Simulator(ledger, clock, seed).run(3_000)).isGreaterThanOrEqualTo(3_000);
      Sums.check(ledger);
    } catch (AssertionError | RuntimeException broken) {
      throw new AssertionError("with -Dsim.seed=" + seed + ": " + broken.getMessage(), broken);
    }
  }
}
