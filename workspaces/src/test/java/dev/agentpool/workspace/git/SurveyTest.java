package dev.agentpool.workspace.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.workspace.Sight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a person is told that agents will see. */
class SurveyTest extends WorkspaceTest {

  @Test
  void aPlainProjectIsSeenAsItIs() {
    List<Sight> sights = workspaces.survey(project.dir());
    assertThat(sights).allSatisfy(sight -> assertThat(sight.weight()).isEqualTo(Sight.Weight.FINE));
    assertThat(sights)
        .extracting(Sight::subject)
        .contains(
            "submodules",
            "lfs",
            "sparse checkout",
            "partial clone",
            "shallow clone",
            "nested repositories",
            "signing",
            "hooks");
  }

  @Test
  void everythingThatAgentsSeeOtherwiseIsToldWithItsConsequence() throws IOException {
    String commit = project.head();
    project.write(".gitattributes", "*.bin filter=lfs\n").write("a.bin", "x");
    project.git("update-index", "--add", "--cacheinfo", "160000," + commit + ",lib");
    project.git("add", ".gitattributes", "a.bin");
    project.git("commit", "-q", "-m", "more");
    Project.create(project.dir().resolve("nested"));
    project.write("README.md", "changed").write("new.txt", "n").write("build/out", "o");
    project.git("config", "commit.gpgSign", "true");
    project.git("config", "core.sparseCheckout", "true");
    Path hook = Files.writeString(project.dir().resolve(".git/hooks/pre-commit"), "#!/bin/sh\n");
    assertThat(hook.toFile().setExecutable(true)).isTrue();
    Files.writeString(project.dir().resolve(".git/shallow"), "");
    assertThat(minded())
        .contains("submodules: lib: empty", "lfs: ", "sparse checkout: ", "shallow clone: ")
        .contains(
            "nested repositories: nested/: not in a worktree", "signing: ", "hooks: pre-commit")
        .contains("uncommitted files: ", "new.txt", "ignored files: build/");
  }

  @Test
  void whatStopsAWorktreeIsTold() {
    project.git("branch", "agentpool");
    project.git("config", "extensions.partialClone", "origin");
    assertThat(workspaces.survey(project.dir()))
        .filteredOn(sight -> sight.weight() == Sight.Weight.STOPS)
        .extracting(Sight::subject)
        .containsExactly("repository", "partial clone");
  }

  private String minded() {
    return workspaces.survey(project.dir()).stream()
        .filter(sight -> sight.weight() == Sight.Weight.MIND)
        .map(sight -> sight.subject() + ": " + sight.seen())
        .collect(Collectors.joining("\n"));
  }
}
