package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.workspace.UsersTree.Undone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Merges of ours that are taken out again. */
class UndoingTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  private Undone undo() {
    return workspaces
        .usersTree()
        .undo(project.dir(), WORK, said -> said.startsWith("Merge task-01:"));
  }

  private String merged() {
    return workspaces.merge(project.dir(), base, WORK, "Merge task-01: it", null).commit();
  }

  private void refuses(String... why) {
    String head = project.head();
    String status = project.git("status", "--porcelain");
    assertThatThrownBy(this::undo)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(why));
    assertThat(project.head()).isEqualTo(head);
    assertThat(project.git("status", "--porcelain")).isEqualTo(status);
  }

  @Test
  void aMergeIsTakenOutByOneCommitAndWhatCameLaterStays() {
    branch(WORK, "b.txt", "b");
    String before = project.head();
    String merge = merged();
    project.write("later.txt", "later").commit("later").write("new.txt", "untracked");
    Undone undone = undo();
    assertThat(undone)
        .isEqualTo(new Undone("main", List.of(merge), List.of(project.head()), WORK, false));
    assertThat(project.dir().resolve("b.txt")).doesNotExist();
    assertThat(project.dir().resolve("later.txt")).hasContent("later");
    assertThat(project.git("log", "-1", "--format=%an%n%B").strip())
        .isEqualTo(
            "Tess Ter\nRevert \"Merge task-01: it\"\n\nThis reverts commit "
                + merge
                + ", reversing\nchanges made to "
                + before
                + ".");
    assertThat(project.show(WORK + ":b.txt")).isEqualTo("b");
    refuses("nothing of " + WORK + " is left in main", "undone already");
    project.git("revert", "--no-edit", undone.commits().getFirst());
    assertThat(undo().merges()).containsExactly(merge);
  }

  @Test
  void aBranchThatIsGoneComesBack() {
    branch(WORK, "b.txt", "b");
    String tip = project.git("rev-parse", WORK);
    merged();
    project.git("branch", "-D", "-q", WORK);
    assertThat(undo().restored()).isTrue();
    assertThat(project.git("rev-parse", WORK)).isEqualTo(tip);
  }

  @Test
  void whatStandsInTheWayIsSaidAndNothingChanges() {
    branch(WORK, "README.md", "theirs\n");
    refuses("no merge of " + WORK + " is in main");
    String merge = merged();
    project.write("src/a.txt", "editing");
    refuses("uncommitted changes: src/a.txt", "undo it again");
    project.git("checkout", "-q", "--", "src/a.txt");
    project.write("README.md", "mine on top\n").commit("mine");
    refuses("later commits changed the same lines of README.md", "git revert -m 1 " + merge);
    project.git("checkout", "-q", "-b", "side", merge + "^1");
    refuses("no merge of " + WORK + " is in side", "switch there first");
  }

  @Test
  void aMergeThatAnAgentMadeAndNamedSoIsNoneOfOurs() {
    branch("other", "c.txt", "c");
    project.git("checkout", "-q", "-b", "agents", "main");
    project.git("merge", "-q", "--no-ff", "-m", "Merge task-01: forged", "other");
    project.git("checkout", "-q", "main");
    project.git("merge", "-q", "--no-ff", "-m", "mine", "agents");
    refuses("no merge of " + WORK);
    branch(WORK, "b.txt", "b");
    project.git("merge", "-q", "--no-ff", "-m", "by hand", WORK);
    assertThat(undo().merges()).hasSize(1);
    assertThat(project.dir().resolve("c.txt")).hasContent("c");
  }
}
