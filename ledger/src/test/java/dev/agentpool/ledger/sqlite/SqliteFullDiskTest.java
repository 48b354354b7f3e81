package dev.agentpool.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.task.TaskId;
import dev.agentpool.testkit.simulation.Replay;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A small disk of its own (a tmpfs, which only root may mount: otherwise skipped, saying so) fills
 * up and is freed again.
 */
class SqliteFullDiskTest {
  @TempDir Path folder;
  private boolean mounted;

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", folder.toString());
    }
  }

  @Test
  void aFullDiskChangesNothingAndMovesWorkAgainOnceThereIsSpace() throws Exception {
    mounted = run("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder.toString());
    assumeTrue(mounted, "a tmpfs cannot be mounted here: the full disk is not tested");
    Path ballast = folder.resolve("ballast");
    try (Ledger ledger = Load.open(folder.resolve("ledger.db"))) {
      TaskId before = Load.submit(ledger, "before");
      fill(ballast);
      long sequence = ledger.lastSequence();
      int accepted = 0;
      LedgerException full = null;
      for (int i = 0; i < 200 && full == null; i++) {
        try {
          Load.submit(ledger, "x".repeat(20_000));
          accepted++;
        } catch (LedgerException refused) {
          full = refused;
        }
      }
      assertThat(full).isNotNull();
      assertThat(full.code()).isEqualTo(LedgerException.Code.DISK_FULL);
      assertThat(full.getMessage()).contains("full", "free some space");
      assertThat(ledger.lastSequence()).isEqualTo(sequence + accepted);
      assertThatThrownBy(() -> Load.submit(ledger, "y".repeat(100_000)))
          .isInstanceOf(LedgerException.class);
      assertThat(ledger.task(before)).isPresent();
      Files.delete(ballast);
      Load.submit(ledger, "after");
      assertThat(ledger.lastSequence()).isEqualTo(sequence + accepted + 1);
      Replay replay = new Replay();
      replay.readAll(ledger);
      replay.agreesWith(ledger);
    }
  }

  private static void fill(Path ballast) throws IOException {
    byte[] block = new byte[4096];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // that is what was wanted
    }
  }
}
