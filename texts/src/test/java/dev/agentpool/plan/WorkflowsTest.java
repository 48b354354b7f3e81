package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkflowsTest {
  @TempDir private Path temp;
  private Path user;
  private Path project;
  private Workflows workflows;

  @BeforeEach
  void folders() throws IOException {
    user = Files.createDirectories(temp.resolve("user"));
    project = Files.createDirectories(temp.resolve("project"));
    workflows = new Workflows(user, project, () -> false);
  }

  @Test
  void hasTheThreeBuiltInOnes() {
    Workflows alone = new Workflows(null, temp.resolve("missing"), () -> false);
    assertThat(alone.list().byName().keySet())
        .containsExactly("issue_to_pr", "refactor_and_test", "review_and_fix");
    assertThat(alone.list().skipped()).isEmpty();
    assertThat(
            WorkflowExpansion.of(alone.find("issue_to_pr").workflow(), Map.of("issue_url", "#1")))
        .extracting(ExpandedStep::name)
        .containsExactly("analyse", "implement", "write_tests", "pre_push");
    assertThat(alone.find("refactor_and_test").workflow().arguments())
        .extracting(Workflow.Argument::name)
        .containsExactly("target_file", "refactor_goal");
    assertThat(alone.find("review_and_fix").workflow().steps().get(1).failure().recoveryPrompt())
        .contains("{error}");
  }

  @Test
  void theProjectHidesTheUserAndTheUserHidesTheBuiltIn() throws IOException {
    Files.writeString(
        user.resolve("a.yaml"), "{name: review_and_fix, description: mine, steps: [x]}");
    Files.writeString(user.resolve("b.toml"), "name = \"two\"\nsteps = [\"x\"]\n");
    assertThat(workflows.find("review_and_fix").source()).isEqualTo(WorkflowSource.USER);
    Files.writeString(project.resolve("z.yml"), "{name: review_and_fix, steps: [y]}");
    Files.writeString(project.resolve("z.json"), "{\"name\":\"three\",\"steps\":[\"x\"]}");
    Workflows.Entry entry = workflows.find("review_and_fix");
    assertThat(entry.source()).isEqualTo(WorkflowSource.PROJECT);
    assertThat(entry.file()).isEqualTo(project.resolve("z.yml"));
    assertThat(workflows.list().byName().keySet())
        .containsExactly("issue_to_pr", "refactor_and_test", "review_and_fix", "three", "two");
  }

  @Test
  void aBadFileIsReportedAndSkipped() throws IOException {
    Files.writeString(project.resolve("bad.yaml"), "name: bad\nsteps: [}\n");
    Files.writeString(project.resolve("good.yaml"), "{name: good, steps: [x]}");
    Files.write(project.resolve("latin.yaml"), new byte[] {'a', (byte) 0xE9});
    Files.writeString(project.resolve("notes.txt"), "not ours");
    Files.createDirectory(project.resolve("folder.yaml"));
    Workflows.Listing listing = workflows.list();
    assertThat(listing.byName()).containsKey("good");
    assertThat(listing.skipped()).hasSize(2);
    assertThat(listing.skipped().get(0).toString()).contains("bad.yaml: line 2");
    assertThat(listing.skipped().get(1).reason()).isEqualTo("is not UTF-8 text");
    assertThatThrownBy(() -> workflows.find("bad"))
        .hasMessageStartingWith("workflow 'bad' not found; its file cannot be used: ");
  }

  @Test
  void anEditCountsAtOnce() throws IOException {
    Path file = project.resolve("w.yaml");
    Files.writeString(file, "{name: w, description: old, steps: [x]}");
    assertThat(workflows.find("w").workflow().description()).isEqualTo("old");
    Files.writeString(file, "{name: w, description: new, steps: [x]}");
    assertThat(workflows.find("w").workflow().description()).isEqualTo("new");
    Files.delete(file);
    assertThatThrownBy(() -> workflows.find("w")).isInstanceOf(InvalidPlan.class);
  }

  @Test
  void anUnknownNameIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> workflows.find("deploy"))
        .hasMessage(
            "workflow 'deploy' not found; there are: issue_to_pr, refactor_and_test,"
                + " review_and_fix");
    assertThatThrownBy(() -> workflows.find("review_and_fx"))
        .hasMessage("workflow 'review_and_fx' not found; did you mean 'review_and_fix'?");
  }

  @Test
  void aProjectThatIsNotTrustedCannotBringCommands() throws IOException {
    String evil = "{name: w, steps: [{prompt: x, config: {environment: {PATH: /evil}}}]}";
    Files.writeString(project.resolve("w.yaml"), evil);
    assertThat(workflows.list().skipped().toString()).contains("sets 'environment'");
    assertThat(new Workflows(user, project, () -> true).find("w").source())
        .isEqualTo(WorkflowSource.PROJECT);
    Files.writeString(user.resolve("w.yaml"), evil);
    assertThat(workflows.find("w").source()).isEqualTo(WorkflowSource.USER);
  }
}
