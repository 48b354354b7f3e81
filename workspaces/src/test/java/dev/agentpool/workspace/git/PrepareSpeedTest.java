package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * The way a slot's worktree goes for every task; the bound is far above the usual time, for a busy
 * machine.
 */
class PrepareSpeedTest extends WorkspaceTest {
  private static final int TASKS = 40;

  @Test
  void aSlotsWorktreeIsReadyForTheNextTaskInAHandfulOfGitCalls() {
    for (int i = 0; i < 1000; i++) {
      project.write("dir" + i % 20 + "/file" + i, "text " + i);
    }
    project.commit("a thousand files");
    long[] prepare = new long[TASKS];
    long[] finish = new long[TASKS];
    for (int i = 0; i < TASKS; i++) {
      long start = System.nanoTime();
      Workspace workspace = worktree(new TaskId("task-" + Integer.toHexString(i)));
      long prepared = System.nanoTime();
      in(workspace).write("out" + i, "x");
      long worked = System.nanoTime();
      assertThat(workspace.finish().commits()).isEqualTo(1);
      prepare[i] = prepared - start;
      finish[i] = System.nanoTime() - worked;
    }
    Arrays.sort(prepare);
    Arrays.sort(finish);
    System.out.printf(
        "worktree, 1000 files: prepare %.1f ms, finish with a commit %.1f ms (median of %d)%n",
        prepare[TASKS / 2] / 1e6, finish[TASKS / 2] / 1e6, TASKS);
    assertThat(prepare[TASKS / 2] / 1_000_000).isLessThan(1000);
  }
}
