package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The check of a merge sees the merged result, and decides. */
class MergeCheckTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  @BeforeEach
  void bothSidesHaveAChange() {
    branch(WORK, "b.txt", "b");
    project.write("c.txt", "c").commit("meanwhile");
  }

  @AfterEach
  void noTreeOfACheckIsLeft() throws Exception {
    assertThat(project.git("worktree", "list").lines()).hasSize(1);
    try (var left = Files.list(base.resolve("checks"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aCheckThatPassesSawTheMergedResultBesideTheProject() {
    Path seen = temp.resolve("seen");
    merge("test -f b.txt && test -f c.txt && pwd > '" + seen + "' && mkdir ro && chmod 555 ro");
    assertThat(seen).content().startsWith(base.resolve("checks").toString());
    assertThat(project.dir().resolve("b.txt")).exists();
    assertThat(project.git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aCheckThatFailsLeavesTheProjectAndShowsItsLastLines() {
    String head = project.head();
    assertThatThrownBy(() -> merge("seq 1 100; echo wrong >&2; exit 3"))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("merged into main failed with exit code 3; nothing was changed")
        .hasMessageContaining("last lines:\n62\n63\n")
        .hasMessageEndingWith("\n100\nwrong");
    assertThat(project.head()).isEqualTo(head);
    assertThat(project.git("status", "--porcelain")).isEmpty();
    assertThat(project.dir().resolve("b.txt")).doesNotExist();
  }

  @Test
  void aCheckThatDoesNotEndIsEndedWithItsChildren() {
    workspaces = new GitWorkspaces(git(), Duration.ofMillis(300), () -> MergeWishes.NONE);
    String head = project.head();
    assertThatThrownBy(() -> merge("echo begun; sleep 613; echo never"))
        .hasMessageContaining("was not done after 300 ms and ended")
        .hasMessageEndingWith("begun");
    assertThat(project.head()).isEqualTo(head);
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("sleep 613")))
        .isEmpty();
  }

  @Test
  void aFloodOfOutputIsNoTrouble() {
    assertThatThrownBy(() -> merge("head -c 3000000 /dev/zero | tr '\\0' x; false"))
        .satisfies(refusal -> assertThat(refusal.getMessage().length()).isLessThan(2000));
  }

  @Test
  void theTreeThatAnEndedDaemonLeftIsReplaced() {
    Path left = base.resolve("checks/agentpool-task-01");
    project.git("worktree", "add", "-q", "--detach", left.toString());
    Path gitDir = Registrations.gitDirOf(left, project.dir().resolve(".git")).orElseThrow();
    new Mark("check", WORK, project.head(), Mark.Phase.PREPARING).write(gitDir);
    merge("test -f b.txt");
    assertThat(project.dir().resolve("b.txt")).exists();
  }

  @Test
  void theTreeThatAnEndedDaemonDidNotEvenMarkIsReplaced() {
    Path left = base.resolve("checks/agentpool-task-01");
    project.git("worktree", "add", "-q", "--no-checkout", "--detach", left.toString());
    merge("test -f b.txt");
    assertThat(project.dir().resolve("b.txt")).exists();
  }

  @Test
  void aWorktreeOfTheUserInTheWayIsRefusedAndLeft() {
    Path users = base.resolve("checks/agentpool-task-01");
    project.git("worktree", "add", "-q", "--detach", users.toString());
    assertThatThrownBy(() -> merge("true")).hasMessageContaining("was not made by agentpool");
    assertThat(users.resolve("README.md")).exists();
    project.git("worktree", "remove", users.toString());
  }

  private void merge(String check) {
    workspaces.merge(project.dir(), base, WORK, "m", check);
  }
}
