package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Closed;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The daemon ends before or after each single git command; the next one does it to the end. */
class KilledTest extends PlanTest {
  private static final int MORE_THAN_ENOUGH = 80;

  @ParameterizedTest
  @CsvSource({"WORKTREE,before", "WORKTREE,after", "CLONE,before", "CLONE,after"})
  void joiningIsDoneAgain(WorkspaceMode mode, String when) throws IOException {
    for (int n = 1; n < MORE_THAN_ENOUGH; n++) {
      TaskId plan = new TaskId("task-%02x".formatted(n));
      boolean done = survives(() -> dying(when).join(project.dir(), base, mode, plan), n);
      Project step = in(joined(mode, plan));
      assertThat(step.git("status", "--porcelain")).isEmpty();
      assertThat(step.git("branch", "--show-current")).isEqualTo("agentpool/" + plan);
      step.write("work-" + n, "w");
      Closed closed = closed(mode, plan, OnFinish.KEEP);
      assertThat(closed.outcome().branch()).isEqualTo("agentpool/" + plan);
      assertThat(closed.outcome().commits()).isEqualTo(1);
      if (done) {
        assertThat(n).isGreaterThan(5);
        return;
      }
    }
    throw new AssertionError("never came to its end");
  }

  @ParameterizedTest
  @CsvSource({
    "WORKTREE,MERGE,before", "WORKTREE,MERGE,after", "CLONE,KEEP,before", "CLONE,KEEP,after",
    "WORKTREE,PATCH,before", "WORKTREE,PATCH,after", "CLONE,DELETE,before", "CLONE,DELETE,after"
  })
  void closingIsDoneAgain(WorkspaceMode mode, OnFinish onFinish, String when) throws IOException {
    for (int n = 1; n < MORE_THAN_ENOUGH; n++) {
      TaskId plan = new TaskId("task-%02x".formatted(n));
      String file = "work-" + n;
      in(joined(mode, plan)).write(file + "a", "w").commit("w").write(file + "b", "w");
      boolean done =
          survives(() -> dying(when).close(project.dir(), base, mode, plan, onFinish), n);
      Closed closed = closed(mode, plan, onFinish);
      assertThat(Path.of(closed.outcome().path())).doesNotExist();
      assertThat(project.git("worktree", "list").lines()).hasSize(1);
      boolean gone = onFinish == OnFinish.DELETE;
      assertThat(closed.outcome().branch()).isEqualTo(gone ? null : "agentpool/" + plan);
      assertThat(closed.outcome().commits()).isEqualTo(gone ? 0 : 2);
      assertThat(closed.patch() != null).isEqualTo(onFinish == OnFinish.PATCH);
      boolean merged = onFinish == OnFinish.MERGE;
      assertThat(Files.exists(project.dir().resolve(file + "b"))).isEqualTo(merged);
      assertThat(project.git("status", "--porcelain")).isEmpty();
      if (done) {
        assertThat(n).isGreaterThan(5);
        return;
      }
    }
    throw new AssertionError("never came to its end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void aSlotsTaskIsDoneAgain(String when) throws IOException {
    in(worktree(new TaskId("task-fe"))).write("earlier", "left for the next to keep");
    for (int n = 1; n < MORE_THAN_ENOUGH; n++) {
      TaskId task = new TaskId("task-%02x".formatted(n));
      TaskId idle = new TaskId("task-a%02x".formatted(n));
      String file = "work-" + n;
      boolean done =
          survives(
              () -> {
                GitWorkspaces dying = dying(when);
                prepared(dying, idle).finish();
                in(prepared(dying, task)).write(file, "w");
                dying.find(project.dir(), base, WorkspaceMode.WORKTREE, "slot-0", task).finish();
              },
              n);
      Path slot = base.resolve("slot-0");
      boolean wrote = Files.exists(slot.resolve(file));
      worktree(new TaskId("task-b%02x".formatted(n)));
      assertThat(Project.at(slot).git("status", "--porcelain")).isEmpty();
      assertThat(slot.resolve(file)).doesNotExist();
      if (wrote) {
        assertThat(project.show("agentpool/" + task + ":" + file)).isEqualTo("w");
      }
      assertThat(project.branches()).doesNotContain("agentpool/" + idle);
      if (done) {
        assertThat(n).isGreaterThan(5);
        assertThat(project.show("agentpool/task-fe:earlier"))
            .isEqualTo("left for the next to keep");
        return;
      }
    }
    throw new AssertionError("never came to its end");
  }

  private Workspace prepared(GitWorkspaces by, TaskId task) {
    return by.prepare(project.dir(), base, WorkspaceMode.WORKTREE, "slot-0", task);
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void aMergeWithACheckIsDoneAgain(String when) throws IOException {
    for (int n = 1; n < MORE_THAN_ENOUGH; n++) {
      String work = "agentpool/work-" + n;
      String file = "work-" + n;
      branch(work, file, "w");
      String check = "test -f " + file;
      boolean done = survives(() -> dying(when).merge(project.dir(), base, work, "m", check), n);
      workspaces.merge(project.dir(), base, work, "m", check);
      assertThat(project.dir().resolve(file)).exists();
      assertThat(project.git("status", "--porcelain")).isEmpty();
      if (done) {
        assertThat(n).isGreaterThan(5);
        assertThat(base.resolve("checks")).isEmptyDirectory();
        return;
      }
    }
    throw new AssertionError("never came to its end");
  }

  private boolean survives(Runnable operation, int commands) throws IOException {
    Files.writeString(temp.resolve("life"), String.valueOf(commands));
    try {
      operation.run();
      return true;
    } catch (WorkspaceException e) {
      return false;
    }
  }

  /** A git that does nothing any more from its n-th command on, n as in the file {@code life}. */
  private GitWorkspaces dying(String when) {
    String body =
        """
        life=$(cat '%s'); echo $((life - 1)) > '%s'
        [ "$life" -gt 1 ] && exec git "$@"
        [ "$life" -eq 1 ] && [ %s = after ] && git "$@" > /dev/null 2>&1
        exit 137
        """
            .formatted(temp.resolve("life"), temp.resolve("life"), when);
    try {
      return pretending(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
