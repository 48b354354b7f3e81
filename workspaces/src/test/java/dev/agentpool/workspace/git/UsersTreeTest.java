package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.workspace.UsersTree;
import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A branch of ours in the user's own working tree. */
class UsersTreeTest extends PlanTest {
  private static final String WORK = "agentpool/task-01";

  private UsersTree.CheckedOut checkOut() {
    return workspaces.usersTree().checkOut(project.dir(), WORK);
  }

  private void refuses(String... why) {
    String head = project.git("rev-parse", "HEAD");
    String on = project.git("rev-parse", "--abbrev-ref", "HEAD");
    String status = project.git("status", "--porcelain");
    assertThatThrownBy(this::checkOut)
        .isInstanceOf(WorkspaceException.class)
        .satisfies(refused -> assertThat(refused.getMessage()).contains(why));
    assertThat(project.git("rev-parse", "HEAD")).isEqualTo(head);
    assertThat(project.git("rev-parse", "--abbrev-ref", "HEAD")).isEqualTo(on);
    assertThat(project.git("status", "--porcelain")).isEqualTo(status);
  }

  @Test
  void theBranchIsCheckedOutAndOnceMoreItIsThereAlready() {
    branch(WORK, "b.txt", "b");
    String tip = project.git("rev-parse", WORK);
    project.write("new.txt", "mine");
    UsersTree.CheckedOut done = checkOut();
    assertThat(done).isEqualTo(new UsersTree.CheckedOut(project.dir(), "main", WORK, tip));
    assertThat(project.git("branch", "--show-current")).isEqualTo(WORK);
    assertThat(project.dir().resolve("b.txt")).hasContent("b");
    assertThat(project.dir().resolve("new.txt")).hasContent("mine");
    assertThat(checkOut().from()).isEqualTo(WORK);
    assertThat(workspaces.usersTree().tip(project.dir(), WORK)).contains(tip);
    assertThat(workspaces.usersTree().tip(project.dir(), "agentpool/task-02")).isEmpty();
  }

  @Test
  void whatIsUncommittedOrUnderWayRefusesIt() {
    refuses("there is no branch 'agentpool/task-01'");
    branch(WORK, "b.txt", "b");
    project.write("README.md", "editing");
    refuses("uncommitted changes: README.md", "commit or stash them");
    project.git("add", "README.md");
    refuses("uncommitted changes: README.md");
    project.git("checkout", "-q", "HEAD", "--", "README.md");
    project.write(".git/CHERRY_PICK_HEAD", project.head());
    refuses("a cherry-pick is under way", "then check it out again");
  }

  @Test
  void noFileOfTheUsersIsOverwrittenNotEvenAnIgnoredOne() {
    branch(WORK, "b.txt", "b");
    project.write("b.txt", "mine");
    refuses("b.txt", "nothing was changed");
    project.write(".git/info/exclude", "b.txt\n");
    refuses("b.txt");
    assertThat(project.dir().resolve("b.txt")).hasContent("mine");
  }

  @Test
  void whereItIsCheckedOutAlreadyIsSaid() {
    branch(WORK, "b.txt", "b");
    Path elsewhere = temp.resolve("elsewhere");
    project.git("worktree", "add", "-q", elsewhere.toString(), WORK);
    refuses(WORK + " is checked out in " + elsewhere);
  }

  @Test
  void aBranchThatChangesHowThePoolRunsIsNotCheckedOutUnseen() {
    branch(WORK, ".agent-pool/pool.toml", "slots = 9\n");
    refuses("changes how the pool's agents run, .agent-pool/pool.toml", "git switch " + WORK);
  }

  @Test
  void aBareRepositoryHasNoTree() {
    branch(WORK, "b.txt", "b");
    Path bare = temp.resolve("bare.git");
    project.git("clone", "-q", "--bare", project.dir().toString(), bare.toString());
    assertThatThrownBy(() -> workspaces.usersTree().checkOut(bare, WORK))
        .hasMessageContaining("bare repository");
  }

  @Test
  void noCommandThatTheRepositoryNamesIsRun() throws Exception {
    branch(WORK, "b.txt", "b");
    Path snapped = Files.createDirectory(temp.resolve("snapped"));
    Path hook = project.dir().resolve(".git/hooks/post-checkout");
    Files.createDirectories(hook.getParent());
    Files.writeString(hook, "#!/bin/sh\ntouch " + snapped + "/hook\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    for (String key : new String[] {"core.fsmonitor", "core.editor", "core.pager"}) {
      project.git("config", key, "touch " + snapped + "/" + key);
    }
    project.git("-c", "core.fsmonitor=false", "config", "alias.switch", "!touch " + snapped + "/a");
    try (var before = Files.list(snapped)) {
      before.forEach(trap -> assertThat(trap.toFile().delete()).isTrue());
    }
    assertThat(checkOut().branch()).isEqualTo(WORK);
    try (var traps = Files.list(snapped)) {
      assertThat(traps).isEmpty();
    }
    project.git("config", "--unset", "core.fsmonitor");
    project.git("checkout", "-q", "main");
    project.git("config", "filter.trap.smudge", "touch " + snapped + "/filter; cat");
    refuses("filter.trap.smudge");
  }
}
