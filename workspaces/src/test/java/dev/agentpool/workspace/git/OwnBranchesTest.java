package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.workspace.OwnBranches;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which branches of ours are merged, and that no other is dropped. */
class OwnBranchesTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  private OwnBranches branches() {
    return workspaces.branches();
  }

  @Test
  void aBranchIsDroppedOnlyWhenWhatIsCheckedOutHasAllOfIt() {
    branch(WORK, "b.txt", "b");
    String tip = project.git("rev-parse", WORK);
    assertThat(branches().list(project.dir()))
        .containsExactly(new OwnBranches.Branch(WORK, "task-01", false, Optional.empty()));
    assertThat(branches().dropMerged(project.dir(), WORK)).isFalse();
    project.git("merge", "-q", "--no-ff", "-m", "by hand", WORK);
    assertThat(branches().list(project.dir()).getFirst().merged()).isTrue();
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
}
