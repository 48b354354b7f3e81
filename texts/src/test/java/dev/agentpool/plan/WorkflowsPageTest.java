package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the user's page shows must work. */
class WorkflowsPageTest {
  private static String block(String language) throws IOException {
    String page = Files.readString(Path.of("../docs/workflows.md"));
    int start = page.indexOf("```" + language + "\n") + 4 + language.length();
    return page.substring(start, page.indexOf("```", start));
  }

  @Test
  void theChainCanBeRead() throws IOException {
    List<Step> steps = StepReader.chain(block("json"), WorkflowFormat.JSON);
    assertThat(steps).extracting(Step::name).containsExactly("review", "repair", "report");
  }

  @Test
  void theWorkflowCanBeLaidOut() throws IOException {
    Workflow workflow = WorkflowReader.read(block("yaml"), WorkflowFormat.YAML);
    assertThat(WorkflowExpansion.of(workflow, Map.of("files", "a.py, b.py")))
        .extracting(ExpandedStep::name)
        .containsExactly("review[0]", "review[1]", "licences", "summary");
  }

  @Test
  void theConditionsCanBeRead() throws IOException {
    String page = Files.readString(Path.of("../docs/workflows.md"));
    int start = page.indexOf("```\n{steps.review.verdict}") + 4;
    page.substring(start, page.indexOf("```", start))
        .lines()
        .forEach(condition -> assertThat(Condition.of(condition).references()).isNotEmpty());
  }
}
