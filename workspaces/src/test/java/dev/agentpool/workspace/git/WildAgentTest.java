package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What agents do with git in their worktree, and that nothing is lost and nothing runs unasked. */
class WildAgentTest extends WorkspaceTest {

  @Test
  void workOnABranchOfTheAgentsOwnIsOnTheTasksBranchToo() {
    Workspace workspace = worktree(ONE);
    in(workspace).git("checkout", "-q", "-b", "feature");
    in(workspace).write("b.txt", "b").commit("on feature").write("c.txt", "c");
    assertThat(workspace.finish())
        .extracting(WorkspaceOutcome::branch, WorkspaceOutcome::commits)
        .containsExactly("agentpool/task-01", 2);
    assertThat(project.gitSucceeds("cat-file", "-e", "feature:c.txt")).isFalse();
  }

  @Test
  void commitsThatLeadAwayFromTheTasksBranchGetABranchBesideIt() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b").commit("on the task's branch");
    in(workspace).git("checkout", "-q", "--detach", "HEAD~1");
    in(workspace).write("c.txt", "c").commit("elsewhere");
    assertThat(workspace.finish().branch()).isEqualTo("agentpool/task-01-2");
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
    assertThat(project.show("agentpool/task-01-2:c.txt")).isEqualTo("c");
    assertThat(workspace.finish().branch()).isEqualTo("agentpool/task-01-2");
  }

  @Test
  void aRenamedBranchIsMadeAgain() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b").commit("b");
    in(workspace).git("branch", "-m", "mine");
    assertThat(workspace.finish().branch()).isEqualTo("agentpool/task-01");
    assertThat(project.branches()).contains("mine", "agentpool/task-01");
  }

  @Test
  void aBranchWithoutHistoryIsKept() {
    Workspace workspace = worktree(ONE);
    in(workspace).git("checkout", "-q", "--orphan", "fresh");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(in(worktree(TWO)).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aConflictLeftInTheMiddleOfARebaseIsKeptAndTheNextTaskStartsClean() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("README.md", "ours").commit("ours");
    project.write("README.md", "theirs").commit("theirs");
    assertThat(in(workspace).gitSucceeds("rebase", "main")).isFalse();
    WorkspaceOutcome outcome = workspace.finish();
    assertThat(project.show("agentpool/task-01:README.md")).isEqualTo("ours");
    assertThat(project.show(outcome.branch() + ":README.md")).contains("<<<<<<<");
    Workspace next = worktree(TWO);
    assertThat(in(next).git("status")).doesNotContain("rebase").contains("nothing to commit");
  }

  @Test
  void aConflictLeftInTheMiddleOfAMergeIsKept() {
    Workspace workspace = worktree(ONE);
    in(workspace).write("README.md", "ours").commit("ours");
    project.write("README.md", "theirs").commit("theirs");
    assertThat(in(workspace).gitSucceeds("merge", "-q", "main")).isFalse();
    assertThat(project.show(workspace.finish().branch() + ":README.md")).contains("<<<<<<<");
    assertThat(in(worktree(TWO)).git("status"))
        .contains("nothing to commit")
        .doesNotContain("merg");
  }

  @Test
  void theCommitsOfAMergeThatWasLeftOpenAreCounted() {
    project.git("checkout", "-q", "-b", "side");
    project.write("s1", "1").commit("s1").write("s2", "2").commit("s2");
    project.git("checkout", "-q", "main");
    Workspace workspace = worktree(ONE);
    in(workspace).git("merge", "-q", "--no-commit", "--no-ff", "side");
    assertThat(workspace.finish().commits()).isEqualTo(3);
  }

  @Test
  void aMergeThatChangesNothingAndWasLeftOpenIsEnded() {
    project.git("checkout", "-q", "-b", "side");
    project.write("s1", "1").commit("s1");
    project.git("checkout", "-q", "main");
    worktree(TWO).finish();
    Workspace workspace = worktree(ONE);
    in(workspace).git("merge", "-q", "-s", "ours", "--no-commit", "side");
    workspace.finish();
    assertThat(in(worktree(TWO)).git("status"))
        .contains("nothing to commit")
        .doesNotContain("merg");
  }

  @Test
  void aFileThatGitWasToldNotToLookAtIsAsTheProjectHasItForTheNextTask() {
    worktree(TWO).finish();
    Workspace workspace = worktree(ONE);
    in(workspace).git("update-index", "--skip-worktree", "README.md");
    in(workspace).git("update-index", "--assume-unchanged", "src/a.txt");
    workspace.finish();
    in(workspace).write("README.md", "late").write("src/a.txt", "late");
    Workspace next = worktree(TWO);
    assertThat(next.directory().resolve("src/a.txt")).hasContent("a");
    assertThat(project.show("HEAD:README.md"))
        .isEqualTo(in(next).git("cat-file", "blob", ":README.md"));
    assertThat(in(next).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aHeadThatIsALinkIsNotWrittenThrough() throws IOException {
    worktree(TWO).finish();
    Workspace workspace = worktree(ONE);
    Path gitDir =
        Registrations.gitDirOf(workspace.directory(), project.dir().resolve(".git")).orElseThrow();
    Path usersHead = project.dir().resolve(".git/HEAD");
    for (String name : List.of("HEAD", "HEAD.lock")) {
      Files.deleteIfExists(gitDir.resolve(name));
      Files.createSymbolicLink(gitDir.resolve(name), usersHead);
    }
    workspace.finish();
    worktree(TWO);
    assertThat(usersHead).hasContent("ref: refs/heads/main");
    assertThat(in(workspace).git("branch", "--show-current")).isEqualTo("agentpool/task-02");
  }

  @Test
  void aBisectLeftOpenIsEnded() {
    Workspace workspace = worktree(ONE);
    in(workspace).git("bisect", "start");
    workspace.finish();
    assertThat(in(worktree(TWO)).git("status")).doesNotContain("bisect");
  }

  @Test
  void repositoriesMadeInsideAreLeftByTheCommitAndPutAsideForTheNextTask() {
    Workspace workspace = worktree(ONE);
    Project.init(workspace.directory().resolve("empty-repo"));
    Project.create(workspace.directory().resolve("deep/full-repo"));
    in(workspace).write("b.txt", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(project.gitSucceeds("cat-file", "-e", "agentpool/task-01:deep/full-repo")).isFalse();
    Workspace next = worktree(TWO);
    assertThat(next.directory().resolve("deep")).doesNotExist();
    assertThat(base.resolve("kept/task-01/full-repo/README.md")).exists();
    assertThat(base.resolve("kept/task-01/empty-repo/.git")).exists();
    assertThat(in(next).git("status", "--porcelain")).isEmpty();
  }

  @Test
  void aDeletedGitFileDoesNotLeadIntoTheUsersRepository() throws IOException {
    base = project.dir().resolve("pool");
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b");
    Files.delete(workspace.directory().resolve(".git"));
    project.write("README.md", "the user is editing this").write("untracked.txt", "u");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    Workspace next = worktree(TWO);
    assertThat(in(next).git("branch", "--show-current")).isEqualTo("agentpool/task-02");
    assertThat(project.git("branch", "--show-current")).isEqualTo("main");
    assertThat(project.git("status", "--porcelain").lines().map(String::strip))
        .containsExactly("M README.md", "?? untracked.txt");
  }

  @Test
  void aRepositoryMadeInPlaceOfTheWorktreesLinkIsPutAside() throws IOException {
    Workspace workspace = worktree(ONE);
    Files.delete(workspace.directory().resolve(".git"));
    Project.init(workspace.directory()).write("b.txt", "b").commit("in a repository of its own");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    Workspace next = worktree(TWO);
    assertThat(base.resolve("kept/task-01/.git/HEAD")).exists();
    assertThat(in(next).git("branch", "--show-current")).isEqualTo("agentpool/task-02");
  }

  @Test
  void aWorkTreeSettingOfTheAgentDoesNotSendUsElsewhere() throws IOException {
    Path victim = Files.createDirectories(temp.resolve("victim"));
    Files.writeString(victim.resolve("precious"), "p");
    Workspace workspace = worktree(ONE);
    in(workspace).git("config", "core.worktree", victim.toString());
    workspace.finish();
    worktree(TWO);
    assertThat(victim.resolve("precious")).exists();
  }

  @Test
  void noHookAndNoMonitorOfTheProjectRuns() throws IOException {
    Path witness = temp.resolve("ran");
    Path script = temp.resolve("script");
    Files.writeString(script, "#!/bin/sh\necho \"$0\" >> '" + witness + "'\nexit 1\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    for (String hook :
        new String[] {
          "pre-commit",
          "commit-msg",
          "post-checkout",
          "reference-transaction",
          "post-commit",
          "prepare-commit-msg",
          "post-index-change"
        }) {
      Files.copy(
          script,
          project.dir().resolve(".git/hooks/" + hook),
          java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
    project.git("config", "core.fsmonitor", script.toString());
    project.git("config", "core.sshCommand", script.toString());
    project.git("config", "commit.gpgSign", "true");
    project.git("config", "gpg.program", script.toString());
    project.git("config", "core.editor", script.toString());
    Files.deleteIfExists(witness);
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    Workspace clone = cloned(TWO);
    Files.writeString(clone.directory().resolve("c.txt"), "c");
    assertThat(clone.finish().commits()).isEqualTo(1);
    assertThat(witness).doesNotExist();
  }

  @Test
  void aFilterInTheProjectsConfigurationIsRefusedAndDoesNotRun() {
    Path witness = temp.resolve("ran");
    Workspace workspace = worktree(ONE);
    in(workspace).git("config", "filter.evil.clean", "touch '" + witness + "'; cat");
    in(workspace).write(".gitattributes", "* filter=evil\n").write("b.txt", "b");
    assertThatThrownBy(workspace::finish)
        .hasMessageContaining("filter.evil.clean")
        .hasMessageContaining("--global");
    assertThatThrownBy(() -> worktree(TWO)).hasMessageContaining("filter.evil.clean");
    assertThatThrownBy(() -> cloned(TWO)).hasMessageContaining("filter.evil.clean");
    assertThatThrownBy(() -> worktree("slot-1", TWO)).hasMessageContaining("filter.evil.clean");
    assertThat(project.branches()).doesNotContain("agentpool/task-02");
    assertThat(witness).doesNotExist();
    project.git("config", "--unset", "filter.evil.clean");
    assertThat(workspace.finish().commits()).isEqualTo(1);
  }

  @Test
  void aFilterOfTheUsersOwnConfigurationAndLfsInTheProjectsAreAllowed() throws IOException {
    Files.createDirectories(temp.resolve("home"));
    Files.writeString(temp.resolve("home/.gitconfig"), "[filter \"up\"]\n\tclean = tr a-z A-Z\n");
    project.git("config", "filter.lfs.process", "git-lfs filter-process");
    Workspace workspace = worktree(ONE);
    in(workspace).write(".gitattributes", "*.up filter=up\n").write("b.up", "abc");
    workspace.finish();
    assertThat(project.show("agentpool/task-01:b.up")).isEqualTo("ABC");
  }

  @Test
  void theLockOfAGitThatWasKilledIsBrokenWhenItIsOld() throws IOException {
    Workspace workspace = worktree(ONE);
    in(workspace).write("b.txt", "b");
    Path gitDir =
        Registrations.gitDirOf(workspace.directory(), project.dir().resolve(".git")).orElseThrow();
    Path lock = Files.createFile(gitDir.resolve("index.lock"));
    Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(60)));
    assertThat(workspace.finish().commits()).isEqualTo(1);
  }

  @Test
  void theLockOfAGitThatWorksIsWaitedForWithPausesThatGrow() throws IOException {
    Path lock = Files.createFile(project.dir().resolve(".git/index.lock"));
    List<Duration> pauses = new ArrayList<>();
    Git git =
        new Git(
            "git",
            environment(),
            Duration.ofMinutes(1),
            pause -> {
              pauses.add(pause);
              if (pauses.size() == 3) {
                delete(lock);
              }
            },
            Clock.systemUTC());
    project.write("b.txt", "b");
    assertThat(GitPlace.searching(git, project.dir()).run("add", "b.txt").ok()).isTrue();
    assertThat(pauses)
        .containsExactly(Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(40));
  }

  private static void delete(Path lock) {
    try {
      Files.delete(lock);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void submodulesAreLeftAsTheyAre() {
    Project library = Project.create(temp.resolve("library"));
    project.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        library.dir().toString(),
        "lib");
    project.commit("with a submodule");
    Workspace workspace = worktree(ONE);
    assertThat(workspace.directory().resolve("lib")).isEmptyDirectory();
    assertThat(workspace.finish().commits()).isZero();
    in(worktree(TWO))
        .git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
    Workspace third = worktree(ONE);
    assertThat(in(third).git("status", "--porcelain")).isEmpty();
    assertThat(third.finish().commits()).isZero();
  }

  @Test
  void objectsAreNotWrittenThroughLinksOfTheAgent() throws IOException {
    Workspace workspace = worktree(ONE);
    Path elsewhere = Files.createDirectories(base.resolveSibling("elsewhere"));
    for (int i = 0; i < 256; i++) {
      Path folder = project.dir().resolve(".git/objects").resolve("%02x".formatted(i));
      if (!Files.exists(folder)) {
        Files.createSymbolicLink(folder, elsewhere);
      }
    }
    in(workspace).write("b.txt", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aCloneThatIsSaidToBelongToAnotherRepositoryIsItsOwn() throws IOException {
    Workspace workspace = cloned(ONE);
    Path other = Project.create(base.resolveSibling("other")).dir().resolve(".git");
    in(workspace).write("b.txt", "b");
    Files.writeString(workspace.directory().resolve(".git/commondir"), other + "\n");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    assertThat(project.show("agentpool/task-01:b.txt")).isEqualTo("b");
  }

  @Test
  void theProjectIsNotLeftBelongingToAnotherRepository() throws IOException {
    Workspace workspace = workspaces.inPlace(project.dir(), WorkspaceMode.SHARED);
    Path file = project.dir().resolve(".git/commondir");
    workspace.finish();
    assertThat(workspace.notices()).isEmpty();
    Files.writeString(file, base + "\n");
    workspace.finish();
    assertThat(file).doesNotExist();
    assertThat(workspace.notices())
        .singleElement()
        .asString()
        .contains(".git; it is now", "commondir.agentpool", "delete it");
    assertThat(project.git("branch", "--show-current")).isEqualTo("main");
  }

  @Test
  void whatGitRunsInTheProjectIsThereToBeFixedAlsoWhereItWasNot() throws IOException {
    Path git = project.dir().resolve(".git");
    for (String folder : List.of("hooks", "info")) {
      if (Files.exists(git.resolve(folder))) {
        Trees.delete(git.resolve(folder));
      }
    }
    assertThat(workspaces.inPlace(project.dir(), WorkspaceMode.SHARED).reach().fixed())
        .contains(git.resolve("hooks"), git.resolve("info"), git.resolve("config.worktree"))
        .allSatisfy(path -> assertThat(path).exists());
  }
}
