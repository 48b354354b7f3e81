package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.time.Pause;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GitWorkspacesTest extends WorkspaceTest {

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "SHARED"})
  void theProjectItselfNeedsNoGitAndIsNotTouched(WorkspaceMode mode) throws IOException {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    Workspace workspace = missingGit().prepare(plain, base, mode, "slot-0", ONE);
    assertThat(workspace.directory()).isEqualTo(plain);
    assertThat(workspace.finish())
        .isEqualTo(new WorkspaceOutcome(mode.wireName(), plain.toString(), null, 0));
    assertThat(missingGit().find(plain, base, mode, "slot-0", ONE).directory()).isEqualTo(plain);
    assertThat(base).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(WorkspaceMode.class)
  void aProjectThatIsNotThereIsSaidSo(WorkspaceMode mode) {
    Path nowhere = temp.resolve("nowhere");
    assertThatThrownBy(() -> workspaces.prepare(nowhere, base, mode, "slot-0", ONE))
        .isInstanceOf(WorkspaceException.class)
        .hasMessageContaining("nowhere is not there");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aFolderWithoutARepositoryIsSentToGitInit(WorkspaceMode mode) throws IOException {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    assertThatThrownBy(() -> workspaces.prepare(plain, base, mode, "slot-0", ONE))
        .hasMessageContaining("run git init and commit, or set workspace = \"shared\"");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aRepositoryWithoutACommitIsAskedForOne(WorkspaceMode mode) {
    Path young = Project.init(temp.resolve("young")).dir();
    assertThatThrownBy(() -> workspaces.prepare(young, base, mode, "slot-0", ONE))
        .hasMessageContaining("no commit yet");
  }

  @Test
  void aProjectInsideAGitFolderIsRefused() {
    assertThatThrownBy(() ->
            workspaces.prepare(
                project.dir().resolve(".git/refs"), base, WorkspaceMode.WORKTREE, "s", ONE))
        .hasMessageContaining("inside a .git folder");
  }

  @Test
  void aMachineWithoutGitIsToldWhatToInstall() {
    assertThatThrownBy(
            () -> missingGit().prepare(project.dir(), base, WorkspaceMode.WORKTREE, "s", ONE))
        .hasMessageContaining("install git 2.31 or newer");
  }

  @Test
  void anOldGitAndSomethingThatIsNotGitAreRefused() throws IOException {
    assertThatThrownBy(() ->
            pretending("echo git version 2.17.1")
                .prepare(project.dir(), base, WorkspaceMode.WORKTREE, "s", ONE))
        .hasMessageContaining("git 2.17 is too old");
    assertThatThrownBy(() ->
            pretending("echo hello").prepare(project.dir(), base, WorkspaceMode.CLONE, "s", ONE))
        .hasMessageContaining("is not git");
  }

  @Test
  void aGitThatDoesNotEndIsEnded() throws IOException {
    GitWorkspaces slow =
        new GitWorkspaces(
            new Git(
                script("exec sleep 600"),
                environment(),
                Duration.ofMillis(200),
                Pause.real(),
                Clock.systemUTC()));
    assertThatThrownBy(() -> slow.prepare(project.dir(), base, WorkspaceMode.WORKTREE, "s", ONE))
        .hasMessageContaining("not done after");
    assertThat(
            ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains("sleep 600")))
        .isEmpty();
  }

  @Test
  void aWorktreeEntryThatAnotherGitIsWritingIsReadAgain() throws IOException {
    workspaces =
        pretending(
            """
            case "$*" in *checkout*) if mkdir '%s' 2>/dev/null; then
              echo 'fatal: failed to read /a b/.git/worktrees/slot-0/commondir: Success' >&2; exit 128; fi;; esac
            exec git "$@"
            """
                .formatted(temp.resolve("failed-once")));
    assertThat(worktree(ONE).directory().resolve("README.md")).exists();
    assertThat(temp.resolve("failed-once")).exists();
  }

  @Test
  void aWorktreeEntryThatStaysBrokenIsNamedWithAdvice() {
    worktree(ONE);
    project.write(".git/worktrees/slot-0/commondir", "");
    assertThatThrownBy(() -> worktree("slot-1", TWO))
        .hasMessageContaining("delete that folder below .git/worktrees");
  }

  @Test
  void aFloodOfOutputIsBoundedAndReadToItsEnd() throws IOException {
    Git flood =
        new Git(
            script("head -c 30000000 /dev/zero; echo done >&2"),
            environment(),
            Duration.ofMinutes(1),
            Pause.real(),
            Clock.systemUTC());
    GitResult result = flood.run(List.of("x"), "");
    assertThat(result.out()).hasSize(8 << 20);
    assertThat(result.err()).isEqualTo("done\n");
  }

  @Test
  void gitVariablesOfTheDaemonsEnvironmentDoNotReachGit() throws IOException {
    Map<String, String> hostile = new HashMap<>(environment());
    hostile.put("GIT_DIR", temp.resolve("elsewhere").toString());
    hostile.put("GIT_WORK_TREE", "/");
    hostile.put("GIT_INDEX_FILE", "/nowhere");
    hostile.put("GIT_CONFIG_PARAMETERS", "'core.bare'='true'");
    workspaces = new GitWorkspaces(hostile, Duration.ofMinutes(1), Clock.systemUTC());
    Workspace workspace = worktree(ONE);
    in(workspace).write("b", "b");
    assertThat(workspace.finish().commits()).isEqualTo(1);
  }

  @Test
  void aBranchNamedAgentpoolIsNamedAsTheObstacle() {
    project.git("branch", "agentpool");
    assertThatThrownBy(() -> worktree(ONE)).hasMessageContaining("git branch -m agentpool");
  }

  @Test
  void aFullDiskIsNamed() {
    assertThat(
            GitAdvice.failure(
                new GitResult("add", 128, "", "fatal: write error: No space left on device\n")))
        .hasMessageContaining("free some space and retry; nothing was deleted");
  }

  private GitWorkspaces missingGit() {
    return new GitWorkspaces(
        new Git(
            temp.resolve("no-git").toString(),
            Map.of(),
            Duration.ofSeconds(5),
            Pause.real(),
            Clock.systemUTC()));
  }
}
