package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.workspace.OwnBranches;
import dev.agentpool.workspace.OwnBranches.Work;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which branches of ours are merged, and that no other is dropped. */
class OwnBranchesTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  private OwnBranches branches() {
    return workspaces.branches();
  }

  private Work work() {
    return branches().list(project.dir()).getFirst().work();
  }

  @Test
  void aBranchIsDroppedOnlyWhenWhatIsCheckedOutHasAllOfIt() {
    branch(WORK, "b.txt", "b");
    String tip = project.git("rev-parse", WORK);
    assertThat(branches().list(project.dir()))
        .containsExactly(
            new OwnBranches.Branch(WORK, "task-01", tip, Work.ITS_OWN, Optional.empty()));
    assertThat(branches().dropMerged(project.dir(), WORK)).isFalse();
    project.git("merge", "-q", "--no-ff", "-m", "by hand", WORK);
    assertThat(work()).isEqualTo(Work.MERGED);
    project.git("branch", "-q", WORK + "-2", WORK);
    project.git("branch", "-q", "agentpool/of-somebody", WORK);
    assertThat(branches().list(project.dir()))
        .extracting(OwnBranches.Branch::name)
        .as("further attempts, and none that has no task's name")
        .containsExactly(WORK, WORK + "-2");
    project.git("switch", "-q", "-c", "elsewhere", "HEAD~1");
    assertThat(branches().dropMerged(project.dir(), WORK)).as("it is not in elsewhere").isFalse();
    project.git("switch", "-q", "main");
    assertThat(branches().dropMerged(project.dir(), WORK)).isTrue();
    assertThat(branches().dropMerged(project.dir(), WORK)).as("it is gone").isFalse();
    assertThat(project.git("branch", "--contains", tip)).contains("main");
  }

  @Test
  void aBranchThatSomebodyHasCheckedOutStays() {
    branch(WORK, "b.txt", "b");
    project.git("merge", "-q", WORK);
    Path tree = project.dir().resolveSibling("tree of mine");
    project.git("worktree", "add", "-q", tree.toString(), WORK);
    assertThat(branches().list(project.dir()).getFirst().in()).contains(tree);
    assertThat(branches().dropMerged(project.dir(), WORK)).isFalse();
    project.git("worktree", "remove", tree.toString());
    project.git("switch", "-q", WORK);
    assertThat(branches().dropMerged(project.dir(), WORK)).as("checked out itself").isFalse();
  }

  @Test
  void aBranchThatWasSquashedIsDroppedUntilItsChangesAreOutAgain() {
    branch(WORK, "b.txt", "b");
    project.git("switch", "-q", WORK);
    project.write("c.txt", "c").commit("more");
    project.git("switch", "-q", "main");
    String tip = project.git("rev-parse", WORK);
    project.git("merge", "-q", "--squash", WORK);
    assertThat(work()).as("not committed yet").isEqualTo(Work.ITS_OWN);
    project.git("commit", "-q", "-m", "all of it (#1)");
    assertThat(work()).isEqualTo(Work.SQUASHED);
    project.git("revert", "--no-edit", "HEAD");
    assertThat(work()).as("it was taken out again").isEqualTo(Work.ITS_OWN);
    assertThat(branches().dropMerged(project.dir(), WORK)).isFalse();
    project.git("reset", "-q", "--hard", "HEAD~1");
    project.write("elsewhere.txt", "since").commit("other work since");
    assertThat(branches().dropMerged(project.dir(), WORK)).isTrue();
    project.git("branch", WORK, tip);
    assertThat(work()).as("its commit brings it back").isEqualTo(Work.SQUASHED);
    Path tree = project.dir().resolveSibling("tree of mine");
    project.git("worktree", "add", "-q", tree.toString(), WORK);
    assertThat(branches().dropMerged(project.dir(), WORK)).as("a worktree has it").isFalse();
  }

  @Test
  void aBranchStaysWhoseLinesWereChangedAgain() {
    branch(WORK, "b.txt", "b");
    project.git("merge", "-q", "--squash", WORK);
    project.git("commit", "-q", "-m", "squashed");
    project.write("b.txt", "otherwise").commit("otherwise");
    assertThat(work()).isEqualTo(Work.ITS_OWN);
    assertThat(branches().dropMerged(project.dir(), WORK)).isFalse();
  }
}
