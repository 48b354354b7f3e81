package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.WorkspaceFault;
import dev.agentpool.workspace.Workspaces.Closed;
import dev.agentpool.workspace.Workspaces.Merged;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Work in a submodule is as safe as any, and none of it reaches the slot's next task. */
class SubmodulesTest extends PlanTest {
  private Project library;

  @BeforeEach
  void addASubmodule() {
    library = Project.create(temp.resolve("library"));
    addSubmodule(project, library, "third party/lib");
    project.commit("with a submodule");
  }

  static void addSubmodule(Project to, Project library, String path) {
    to.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        "--name",
        "lib",
        library.dir().toString(),
        path);
  }

  private static Project filled(Workspace workspace) {
    in(workspace)
        .git(
            "-c",
            "protocol.file.allow=always",
            "submodule",
            "update",
            "-q",
            "--init",
            "--recursive");
    return inside(workspace);
  }

  private static Project inside(Workspace workspace) {
    return Project.at(workspace.directory().resolve("third party/lib"));
  }

  private Project home() {
    return Project.at(project.dir().resolve("third party/lib"));
  }

  private Workspace prepared(WorkspaceMode mode, TaskId task) {
    return workspaces.prepare(project.dir(), base, mode, "slot-0", task);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void emptySubmodulesAreSaid(WorkspaceMode mode) {
    assertThat(prepared(mode, ONE).notices())
        .singleElement()
        .asString()
        .contains("submodules are empty here: third party/lib");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void workInASubmoduleIsInTheProjectsOwnRepositoryOfItAndTheMergeLinksThere(WorkspaceMode mode) {
    Workspace workspace = prepared(mode, ONE);
    Project lib = filled(workspace);
    lib.write("done.txt", "d").commit("done").write("left.txt", "l");
    assertThat(workspace.finish().commits()).isEqualTo(1);
    String link = project.git("rev-parse", "agentpool/task-01:third party/lib");
    assertThat(home().show(link + ":done.txt")).isEqualTo("d");
    assertThat(home().show("agentpool/task-01:left.txt")).isEqualTo("l");
    assertThat(workspace.notices())
        .anySatisfy(said -> assertThat(said).contains("left uncommitted in the submodule"))
        .anySatisfy(said -> assertThat(said).contains("on branch agentpool/task-01"));
    Merged merged = workspaces.merge(project.dir(), base, "agentpool/task-01", "m", null);
    assertThat(merged.notices()).singleElement().asString().contains("git submodule update");
    project.git("submodule", "update", "-q");
    assertThat(home().dir().resolve("left.txt")).hasContent("l");
  }

  @Test
  void aLinkToACommitThatTheProjectDoesNotHaveIsNotMergedUntilItHasIt() {
    Project fresh = Project.at(temp.resolve("fresh"));
    project.git("clone", "-q", project.dir().toString(), fresh.dir().toString());
    Workspace workspace = workspaces.prepare(fresh.dir(), base, WorkspaceMode.CLONE, "slot-0", ONE);
    filled(workspace).write("done.txt", "d").commit("done");
    workspace.finish();
    assertThat(workspace.directory()).doesNotExist();
    String head = fresh.head();
    WorkspaceException refused =
        catchThrowableOfType(
            WorkspaceException.class,
            () -> workspaces.merge(fresh.dir(), base, "agentpool/task-01", "m", null));
    assertThat(refused.fault()).isEqualTo(WorkspaceFault.TASK);
    assertThat(refused)
        .hasMessageContaining("links the submodule third party/lib to commit")
        .hasMessageContaining(base.resolve("kept/task-01/lib.git").toString());
    assertThat(fresh.head()).isEqualTo(head);
    String link = fresh.git("rev-parse", "agentpool/task-01:third party/lib");
    fresh.git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
    Project.at(fresh.dir().resolve("third party/lib"))
        .git(
            "-c",
            "protocol.file.allow=always",
            "fetch",
            "-q",
            base.resolve("kept/task-01/lib.git").toString(),
            link + ":refs/heads/agentpool/task-01");
    assertThat(workspaces.merge(fresh.dir(), base, "agentpool/task-01", "m", null).commits())
        .isEqualTo(1);
  }

  @Test
  void aRepositoryThatTheAgentAddedAsALinkIsKeptAndItsLinkNotMerged() {
    Workspace workspace = worktree(ONE);
    Project inner = Project.create(workspace.directory().resolve("inner"));
    String tip = inner.head();
    in(workspace).git("add", "inner");
    workspace.finish();
    assertThat(Project.at(base.resolve("kept/task-01/inner")).head()).isEqualTo(tip);
    assertThatThrownBy(() -> workspaces.merge(project.dir(), base, "agentpool/task-01", "m", null))
        .hasMessageContaining("inner to commit " + tip);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aFileLeftInAnEmptySubmoduleIsPutAsideAndSaid(WorkspaceMode mode) {
    Workspace workspace = prepared(mode, ONE);
    Project.at(workspace.directory()).write("third party/lib/mine.txt", "m");
    workspace.finish();
    assertThat(base.resolve("kept/task-01/lib/mine.txt")).hasContent("m");
    assertThat(workspace.notices())
        .anySatisfy(said -> assertThat(said).contains("kept/task-01/lib"));
    Workspace next = prepared(mode, TWO);
    assertThat(inside(next).dir()).isEmptyDirectory();
    in(next).write("own.txt", "o");
    next.finish();
    assertThat(project.git("diff", "--name-only", "main", "agentpool/task-02"))
        .isEqualTo("own.txt");
  }

  @Test
  void theSlotsNextTaskFindsNothingInTheSubmoduleNotEvenWhenTheFirstNeverFinished() {
    Project lib = filled(worktree(ONE));
    lib.write("left.txt", "l").write("build/ignored.o", "o");
    Workspace next = worktree(TWO);
    assertThat(inside(next).dir()).isEmptyDirectory();
    assertThat(home().show("agentpool/task-01:left.txt")).isEqualTo("l");
    next.finish();
    assertThat(project.branches()).containsExactly("agentpool/task-01", "main");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aSubmoduleThatNobodyTouchedLeavesNothing(WorkspaceMode mode) {
    Workspace workspace = prepared(mode, ONE);
    filled(workspace);
    assertThat(workspace.finish().branch()).isNull();
    assertThat(base.resolve("kept")).doesNotExist();
    assertThat(home().branches()).containsExactly("main");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void workInASubmoduleOfASubmoduleIsSafeToo(WorkspaceMode mode) {
    Project core = Project.create(temp.resolve("core"));
    library.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        core.dir().toString(),
        "core");
    library.commit("with a submodule of its own");
    home().git("-c", "protocol.file.allow=always", "pull", "-q");
    home().git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
    project.commit("moved");
    Workspace workspace = prepared(mode, ONE);
    filled(workspace);
    inside(workspace).write("core/deep.txt", "deep");
    workspace.finish();
    Project homeOfCore = Project.at(home().dir().resolve("core"));
    assertThat(homeOfCore.show("agentpool/task-01:deep.txt")).isEqualTo("deep");
    workspaces.merge(project.dir(), base, "agentpool/task-01", "m", null);
    project.git("submodule", "update", "-q", "--recursive");
    assertThat(homeOfCore.dir().resolve("deep.txt")).hasContent("deep");
  }

  @Test
  void aStashAndABranchInASubmoduleAreKept() {
    Workspace workspace = worktree(ONE);
    Project lib = filled(workspace);
    lib.write("README.md", "stashed").git("-c", "user.name=a", "-c", "user.email=a@b", "stash");
    workspace.finish();
    assertThat(Project.at(base.resolve("kept/task-01/lib.git")).show("refs/stash:README.md"))
        .isEqualTo("stashed");
  }

  @Test
  void aSubmodulesFolderThatLeadsToTheUsersRepositoryIsNotTouched() throws IOException {
    Workspace workspace = worktree(ONE);
    String head = project.head();
    project.write("uncommitted.txt", "u");
    Path lib = inside(workspace).dir();
    Files.writeString(lib.resolve(".git"), "gitdir: " + project.dir().resolve(".git") + "\n");
    workspace.finish();
    assertThat(project.head()).isEqualTo(head);
    assertThat(project.git("branch", "--show-current")).isEqualTo("main");
    assertThat(project.dir().resolve("uncommitted.txt")).exists();
    Files.delete(lib);
    Files.createSymbolicLink(lib, project.dir());
    workspace.finish();
    worktree(TWO);
    assertThat(project.dir().resolve("uncommitted.txt")).exists();
    assertThat(inside(worktree(TWO)).dir()).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void noCommandThatASubmodulesConfigurationNamesIsRun(WorkspaceMode mode) throws IOException {
    Workspace workspace = prepared(mode, ONE);
    Project lib = filled(workspace);
    Path ran = temp.resolve("ran");
    String touch = "touch '" + ran + "'; cat";
    for (String key :
        new String[] {
          "core.fsmonitor", "filter.x.clean", "filter.x.smudge", "core.alternateRefsCommand",
          "uploadpack.packObjectsHook", "core.sshCommand", "core.pager", "diff.external"
        }) {
      lib.git("config", key, touch);
    }
    Path hooks = Path.of(lib.git("rev-parse", "--absolute-git-dir")).resolve("hooks");
    for (String hook : new String[] {"pre-commit", "post-commit", "reference-transaction"}) {
      Path file = Files.createDirectories(hooks).resolve(hook);
      Files.writeString(file, "#!/bin/sh\n" + touch + "\n");
      assertThat(file.toFile().setExecutable(true)).isTrue();
    }
    lib.write(".gitattributes", "* filter=x").write("work.txt", "w");
    Files.deleteIfExists(ran);
    workspace.finish();
    prepared(mode, TWO).finish();
    assertThat(ran).doesNotExist();
    assertThat(base.resolve("kept/task-01/lib/work.txt")).hasContent("w");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void aPlansWorkInASubmoduleComesHomeWhenThePlanEnds(WorkspaceMode mode) {
    filled(joined(mode, ONE)).write("first.txt", "1");
    Workspace second = joined(mode, ONE);
    assertThat(inside(second).dir().resolve("first.txt")).exists();
    Closed closed = closed(mode, ONE, OnFinish.MERGE);
    assertThat(closed.mergedInto()).isEqualTo("main");
    assertThat(closed.notices())
        .anySatisfy(said -> assertThat(said).contains("on branch agentpool/task-01"))
        .anySatisfy(said -> assertThat(said).contains("git submodule update"));
    assertThat(home().show("agentpool/task-01:first.txt")).isEqualTo("1");
  }

  @Test
  void aPlansWorktreeWhoseFolderIsGoneKeepsItsSubmodulesRepositories() throws IOException {
    Workspace step = joined(WorkspaceMode.WORKTREE, ONE);
    filled(step).write("done.txt", "d").commit("done");
    Trees.delete(step.directory());
    closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP);
    assertThat(Project.at(base.resolve("kept/task-01/lib.git")).show("HEAD:done.txt"))
        .isEqualTo("d");
  }

  @Test
  void aFileThatGitWasToldNotToLookAtDoesNotReachTheNextTask() {
    Workspace workspace = worktree(ONE);
    in(workspace).git("update-index", "--assume-unchanged", "README.md");
    in(workspace).git("update-index", "--skip-worktree", "src/a.txt");
    in(workspace).write("README.md", "changed").write("src/a.txt", "changed");
    workspace.finish();
    assertThat(project.show("agentpool/task-01:README.md")).isEqualTo("changed");
    Workspace next = worktree(TWO);
    assertThat(next.directory().resolve("README.md")).hasContent("hello");
    assertThat(next.directory().resolve("src/a.txt")).hasContent("a");
  }

  private Workspace filling(WorkspaceMode mode, TaskId task) {
    return workspaces.prepare(project.dir(), base, mode, Submodules.FILL, "slot-0", task);
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void submodulesAreFilledFromTheProjectsOwnTheirsToo(WorkspaceMode mode) throws IOException {
    Project core = Project.create(temp.resolve("core"));
    library.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        core.dir().toString(),
        "core");
    library.commit("with a submodule of its own");
    home().git("-c", "protocol.file.allow=always", "pull", "-q");
    home().git("-c", "protocol.file.allow=always", "submodule", "update", "-q", "--init");
    project.commit("moved");
    Trees.delete(library.dir());
    Trees.delete(core.dir());
    for (TaskId task : new TaskId[] {ONE, TWO}) {
      Workspace workspace = filling(mode, task);
      assertThat(workspace.notices()).isEmpty();
      Project lib = inside(workspace);
      assertThat(lib.dir().resolve("src/a.txt")).hasContent("a");
      assertThat(lib.dir().resolve("core/src/a.txt")).hasContent("a");
      assertThat(in(workspace).git("status", "--porcelain", "--ignore-submodules=none")).isEmpty();
      lib.write("core/left.txt", "of " + task).write("build/ignored", "i");
      assertThat(workspace.finish().commits()).isEqualTo(1);
      assertThat(Project.at(home().dir().resolve("core")).show("agentpool/" + task + ":left.txt"))
          .isEqualTo("of " + task);
    }
    assertThat(base.resolve("kept")).doesNotExist();
  }

  @Test
  void aTaskThatLeftWhatGitRefusesToReadDoesNotKeepTheNextFromTheSlot() {
    Path ran = temp.resolve("ran");
    Workspace workspace = worktree(ONE);
    in(workspace).write("done.txt", "d").commit("done");
    in(workspace)
        .write(
            ".gitmodules",
            "[submodule \"lib\"]\n\tpath = third party/lib\n\turl = /x\n\tupdate = !touch " + ran)
        .write("left.txt", "l");
    assertThatThrownBy(workspace::finish).hasMessageContaining("mend that line");
    Workspace next = worktree(TWO);
    assertThat(in(next).git("status", "--porcelain")).isEmpty();
    assertThat(next.notices())
        .anySatisfy(
            said -> assertThat(said).contains(base.resolve("kept/task-01/slot-0").toString()));
    assertThat(base.resolve("kept/task-01/slot-0/left.txt")).hasContent("l");
    assertThat(project.show("agentpool/task-01:done.txt")).isEqualTo("d");
    assertThat(ran).doesNotExist();
  }

  @Test
  void aPlansStepsShareFilledSubmodules() {
    Workspace first =
        workspaces.join(project.dir(), base, WorkspaceMode.WORKTREE, Submodules.FILL, ONE);
    inside(first).write("first.txt", "1");
    Workspace second =
        workspaces.join(project.dir(), base, WorkspaceMode.WORKTREE, Submodules.FILL, ONE);
    assertThat(inside(second).dir().resolve("first.txt")).exists();
    closed(WorkspaceMode.WORKTREE, ONE, OnFinish.KEEP);
    assertThat(home().show("agentpool/task-01:first.txt")).isEqualTo("1");
  }

  @Test
  void whatTheProjectDoesNotHaveStaysEmptyAndIsSaid() {
    Project fresh = Project.at(temp.resolve("fresh"));
    project.git("clone", "-q", project.dir().toString(), fresh.dir().toString());
    Workspace workspace =
        workspaces.prepare(fresh.dir(), base, WorkspaceMode.WORKTREE, Submodules.FILL, "s", ONE);
    assertThat(inside(workspace).dir()).isEmptyDirectory();
    assertThat(workspace.notices())
        .singleElement()
        .asString()
        .contains("third party/lib", "git submodule update --init");
  }

  @ParameterizedTest
  @EnumSource(names = {"WORKTREE", "CLONE"})
  void hostileModulesFilesDoNothing(WorkspaceMode mode) throws IOException {
    Path ran = temp.resolve("ran");
    Path outside = Files.createDirectories(temp.resolve("outside"));
    String commit = home().head();
    StringBuilder hostile = new StringBuilder();
    String[][] all = {
      {"../../../outside", "evil-1"},
      {"lib", "../../outside/evil-2"},
      {"lib/objects", "evil-3"},
      {"/etc", "evil-4"},
      {".git/hooks", "evil-5"},
      {"lib", "link/evil-6"},
      {"x", ".git/modules/evil-7"},
    };
    for (String[] one : all) {
      hostile.append(
          "[submodule \"%s\"]\n\tpath = %s\n\turl = ext::sh -c 'touch %s'\n"
              .formatted(one[0], one[1], ran));
    }
    project.write(".gitmodules", hostile.toString());
    for (int n = 1; n < 8; n++) {
      if (n != 2 && n != 6 && n != 7) {
        project.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",evil-" + n);
      }
    }
    Files.createSymbolicLink(project.dir().resolve("link"), outside);
    project.git("add", ".gitmodules", "link");
    project.git("commit", "-q", "-m", "hostile");
    for (TaskId task : new TaskId[] {ONE, TWO}) {
      Workspace workspace = filling(mode, task);
      assertThat(workspace.notices()).singleElement().asString().contains("evil-1", "evil-5");
      workspace.finish();
    }
    assertThat(ran).doesNotExist();
    assertThat(outside).isEmptyDirectory();
    assertThat(home().head()).isEqualTo(commit);
    assertThat(project.dir().resolve(".git/modules/lib/objects/HEAD")).doesNotExist();
  }
}
