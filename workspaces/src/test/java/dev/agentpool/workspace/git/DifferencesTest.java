package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.workspace.Difference;
import dev.agentpool.workspace.Differences;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferencesTest extends WorkspaceTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private Path patch;

  @BeforeEach
  void patchFile() {
    patch = temp.resolve("artifacts/diff.patch");
  }

  private Differences.Place at(WorkspaceMode mode, String start, String branch) {
    return new Differences.Place(
        project.dir(), base, mode, "slot-0", ONE, null, start, branch, branch == null);
  }

  private Difference written(WorkspaceMode mode, String start, String branch) {
    return workspaces.differences().write(at(mode, start, branch), patch, LIMIT);
  }

  /** What git itself would make of all that is in a working tree. */
  private static String treeOf(Project tree) {
    tree.git("add", "-A");
    return tree.git("write-tree");
  }

  private String applied(String start) throws IOException {
    Path fresh = Files.createTempDirectory(temp, "fresh");
    Project clone = Project.at(fresh);
    clone.git("clone", "-q", project.dir().toString(), ".");
    clone.git("checkout", "-q", start);
    if (Files.size(patch) > 0) {
      clone.git("apply", "--index", "--whitespace=nowarn", patch.toString());
    }
    return clone.git("write-tree");
  }

  @Test
  void anyChangesOfATaskInAWorktreeAreReproducedByGitApply() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int round = 0; round < 15; round++) {
      long mine = seed + round;
      Random random = new Random(mine);
      Workspace workspace = worktree(ONE);
      String start = workspace.start().orElseThrow();
      new RandomChanges(in(workspace), random).some(5 + random.nextInt(25));
      String before = in(workspace).git("status", "--porcelain");
      Difference live = written(WorkspaceMode.WORKTREE, start, null);
      assertThat(in(workspace).git("status", "--porcelain"))
          .as("seed %d: what is staged stays so", mine)
          .isEqualTo(before);
      assertThat(live.complete()).as("seed %d: %s", mine, live.notes()).isTrue();
      String reproduced = applied(start);
      String branch = workspace.finish().branch();
      Difference ended = written(WorkspaceMode.WORKTREE, start, branch);
      assertThat(ended.complete()).as("seed %d: %s", mine, ended.notes()).isTrue();
      String tree = branch == null ? start + "^{tree}" : branch + "^{tree}";
      assertThat(reproduced).as("seed %d", mine).isEqualTo(project.git("rev-parse", tree));
      assertThat(applied(start)).as("seed %d", mine).isEqualTo(project.git("rev-parse", tree));
    }
  }

  @Test
  void anyChangesInASharedProjectAreReproducedToo() throws IOException {
    long seed = Long.getLong("seed", System.nanoTime());
    for (int round = 0; round < 10; round++) {
      long mine = seed + round;
      Random random = new Random(mine);
      Workspace workspace = workspaces.inPlace(project.dir(), WorkspaceMode.SHARED);
      String start = workspace.start().orElseThrow();
      new RandomChanges(project, random).some(5 + random.nextInt(25));
      Difference live = written(WorkspaceMode.SHARED, start, null);
      assertThat(live.complete()).as("seed %d: %s", mine, live.notes()).isTrue();
      assertThat(applied(start)).as("seed %d", mine).isEqualTo(treeOf(project));
    }
  }

  @Test
  void aCloneIsToldLikeAWorktree() throws IOException {
    Workspace workspace = cloned(ONE);
    String start = workspace.start().orElseThrow();
    in(workspace).write("new", "1\n").commit("mine");
    in(workspace).write("README.md", "changed\n").write("more", "2\n");
    Difference live = written(WorkspaceMode.CLONE, start, null);
    assertThat(live.files()).containsExactlyInAnyOrder("new", "README.md", "more");
    assertThat(live.dirty()).isTrue();
    String reproduced = applied(start);
    String branch = workspace.finish().branch();
    Difference ended = written(WorkspaceMode.CLONE, start, branch);
    assertThat(ended.dirty()).isFalse();
    assertThat(applied(start)).isEqualTo(reproduced);
  }

  @Test
  void theFileIsForThisUserAloneAndNothingIsLeftBesideIt() throws IOException {
    Workspace workspace = worktree(ONE);
    in(workspace).write("new", "1\n");
    written(WorkspaceMode.WORKTREE, workspace.start().orElseThrow(), null);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(patch)))
        .isEqualTo("rw-------");
    try (var files = Files.list(patch.getParent())) {
      assertThat(files).containsExactly(patch);
    }
  }

  @Test
  void aLinkInPlaceOfTheFileIsReplacedAndNotFollowed() throws IOException {
    Path elsewhere = Files.writeString(temp.resolve("precious"), "keep");
    Files.createDirectories(patch.getParent());
    Files.createSymbolicLink(patch, elsewhere);
    Files.createSymbolicLink(patch.resolveSibling(".diff.patch.new"), elsewhere);
    Workspace workspace = worktree(ONE);
    in(workspace).write("new", "1\n");
    written(WorkspaceMode.WORKTREE, workspace.start().orElseThrow(), null);
    assertThat(elsewhere).hasContent("keep");
    assertThat(Files.isSymbolicLink(patch)).isFalse();
    assertThat(Files.readString(patch)).contains("+1");
  }

  @Test
  void aFileThatGitWasToldNotToLookAtIsLookedAt() throws IOException {
    Workspace workspace = worktree(ONE);
    in(workspace).git("update-index", "--assume-unchanged", "README.md");
    in(workspace).git("update-index", "--skip-worktree", "src/a.txt");
    in(workspace).write("README.md", "hidden\n").write("src/a.txt", "hidden too\n");
    Difference live = written(WorkspaceMode.WORKTREE, workspace.start().orElseThrow(), null);
    assertThat(live.files()).containsExactlyInAnyOrder("README.md", "src/a.txt");
  }

  @Test
  void aRepositoryInsideIsLeftOutWithAWord() throws IOException {
    Workspace workspace = worktree(ONE);
    Project.create(workspace.directory().resolve("inner"));
    in(workspace).write("new", "1\n");
    Difference live = written(WorkspaceMode.WORKTREE, workspace.start().orElseThrow(), null);
    assertThat(live.files()).containsExactly("new");
    assertThat(live.notes()).singleElement().asString().contains("inner", "repository");
  }

  @Test
  void aSubmoduleThatMovedIsLeftOutWithAWord() throws IOException {
    Project other = Project.create(temp.resolve("other"));
    project.git(
        "-c",
        "protocol.file.allow=always",
        "submodule",
        "add",
        "-q",
        other.dir().toString(),
        "sub");
    project.commit("with a submodule");
    String start = project.git("rev-parse", "HEAD");
    Project.at(project.dir().resolve("sub")).write("in-sub", "1\n").commit("in the submodule");
    project.write("new", "1\n");
    Difference live = written(WorkspaceMode.SHARED, start, null);
    assertThat(live.files()).containsExactly("new");
    assertThat(live.notes()).singleElement().asString().contains("sub is a submodule");
    assertThat(applied(start)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.evil.command",
        "diff.external",
        "core.fsmonitor",
        "core.hooksPath"
      })
  void aCommandThatTheRepositoryNamesIsNotRun(String key) throws IOException {
    Path ran = temp.resolve("ran");
    Path script = temp.resolve("evil");
    Files.writeString(script, "#!/bin/sh\ntouch " + ran + "\ncat\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    String start = project.git("rev-parse", "HEAD");
    project.write(".gitattributes", "* filter=evil diff=evil\n").write("new", "1\n");
    project.git("config", key, key.equals("core.hooksPath") ? temp.toString() : script.toString());
    Difference live = written(WorkspaceMode.SHARED, start, null);
    assertThat(ran).as("%s", live).doesNotExist();
    if (key.startsWith("filter.")) {
      assertThat(live.complete()).isFalse();
      assertThat(live.notes()).singleElement().asString().contains(key);
    } else {
      assertThat(live.files()).contains("new");
    }
  }

  @Test
  void whatTakesTooLongIsGivenUpWithAWordAndLeavesTheFileAsItWas() throws IOException {
    Files.createDirectories(patch.getParent());
    Files.writeString(patch, "as before");
    String start = project.git("rev-parse", "HEAD");
    Difference none =
        workspaces
            .differences()
            .write(at(WorkspaceMode.SHARED, start, null), patch, Duration.ofNanos(1));
    assertThat(none.complete()).isFalse();
    assertThat(none.notes()).singleElement().asString().contains("given up after 0 s");
    assertThat(patch).hasContent("as before");
  }

  @Test
  void withoutAGitRepositoryThereIsNoneAndTheReasonIsTold() throws IOException {
    Path plain = Files.createDirectories(temp.resolve("plain"));
    Difference none =
        workspaces
            .differences()
            .write(
                new Differences.Place(
                    plain,
                    base,
                    WorkspaceMode.SHARED,
                    "slot-0",
                    ONE,
                    null,
                    "0".repeat(40),
                    null,
                    true),
                patch,
                LIMIT);
    assertThat(none.complete()).isFalse();
    assertThat(none.notes()).singleElement().asString().contains("git repository");
  }

  @Test
  void aBranchThatIsGoneIsTold() {
    String start = project.git("rev-parse", "HEAD");
    Difference none = written(WorkspaceMode.WORKTREE, start, "agentpool/task-01");
    assertThat(none.notes()).singleElement().asString().contains("agentpool/task-01 is gone");
  }
}
