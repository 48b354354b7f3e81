package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many gits a task in a slot's worktree starts, once the slot has served one. */
class GitProcessesTest extends WorkspaceTest {
  private Path log;
  private int tasks;

  @BeforeEach
  void countThem() throws IOException {
    log = temp.resolve("log");
    workspaces = pretending("echo \"$*\" >> '" + log + "'; exec git \"$@\"");
    task(none -> {});
    task(slot -> slot.write("first.txt", "f"));
  }

  @Test
  void aTaskThatChangedNothingStartsTwo() {
    task(none -> {}); // the tree comes from what the task before left; the git that moves branches
    assertThat(task(none -> {})).hasSizeLessThanOrEqualTo(2);
    assertThat(task(none -> {})).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void aTaskThatLeftChangesStartsAtMostSeven() {
    assertThat(task(slot -> slot.write("b.txt", "b").write("README.md", "changed")))
        .hasSizeLessThanOrEqualTo(7);
  }

  @Test
  void aTaskThatCommittedAndLeftChangesStartsAtMostEight() {
    assertThat(task(slot -> slot.write("b.txt", "b").commit("b").write("c.txt", "c")))
        .hasSizeLessThanOrEqualTo(8);
    assertThat(task(slot -> slot.write("b.txt", "b").commit("b"))).hasSizeLessThanOrEqualTo(8);
  }

  @Test
  void aProjectThatWentOnCostsAtMostSix() {
    project.write("new.txt", "n").commit("went on");
    assertThat(task(none -> {})).hasSizeLessThanOrEqualTo(6);
    project.git("pack-refs", "--all");
    project.git("gc", "-q");
    assertThat(task(none -> {})).hasSizeLessThanOrEqualTo(6);
  }

  @Test
  void filesThatAreIgnoredCostNoMore() {
    task(slot -> slot.write("build/deep/cache", "c"));
    assertThat(task(none -> {})).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void whatWasFoundBeforeIsNotTakenForWhatIsThereNow() {
    project.write("new.txt", "n").commit("went on");
    Workspace workspace = prepared(next());
    assertThat(workspace.directory().resolve("new.txt")).exists();
    workspace.finish();
    project.git("checkout", "-q", "-b", "other", "HEAD~1");
    assertThat(prepared(next()).directory().resolve("new.txt")).doesNotExist();
    project.git("config", "filter.x.clean", "cat");
    assertThat(catchThrowable(() -> prepared(next()))).hasMessageContaining("filter.x.clean");
    project.git("config", "--unset", "filter.x.clean");
    project.git("checkout", "-q", "--detach", "main");
    assertThat(prepared(next()).directory().resolve("new.txt")).exists();
  }

  private TaskId next() {
    return new TaskId("task-%02x".formatted(++tasks));
  }

  private Workspace prepared(TaskId task) {
    return workspaces.prepare(project.dir(), base, WorkspaceMode.WORKTREE, "slot-0", task);
  }

  private List<String> task(Consumer<Project> work) {
    try {
      Files.deleteIfExists(log);
      Workspace workspace = prepared(next());
      work.accept(in(workspace));
      workspace.finish();
      return Files.readAllLines(log).stream()
          .map(line -> line.replaceAll("-C \\S+ |--(git-dir|work-tree)=\\S+ ", ""))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
