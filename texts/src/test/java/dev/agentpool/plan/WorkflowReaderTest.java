package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.task.OnFinish;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowReaderTest {
  private static Workflow yaml(String text) {
    return WorkflowReader.read(text, WorkflowFormat.YAML);
  }

  private static void assertRefused(String yaml, String... messages) {
    assertThatThrownBy(() -> yaml(yaml))
        .isInstanceOf(InvalidPlan.class)
        .satisfies(thrown -> assertThat(thrown.getMessage()).contains(messages));
  }

  private static final String YAML =
      """
      name: check
      description: checks files
      isolation: clone
      on_finish: patch
      arguments:
        - {name: files, description: which, required: true}
        - {name: tone, default: kind}
      steps:
        - name: review
          for_each: "{files}"
          as: file
          after: []
          prompt: review {file} in a {tone} way
          output_vars: {verdict: verdict}
        - name: sum
          after: [review]
          when: "{steps.review.verdict} contains 'fix'"
          prompt: sum up {steps.review.output}
      """;

  @Test
  void readsYaml() {
    Workflow workflow = yaml(YAML);
    assertThat(workflow.name()).isEqualTo("check");
    assertThat(workflow.isolation()).isEqualTo(Isolation.CLONE);
    assertThat(workflow.onFinish()).isEqualTo(OnFinish.PATCH);
    assertThat(workflow.arguments())
        .containsExactly(
            new Workflow.Argument("files", "which", true, null),
            new Workflow.Argument("tone", "", false, "kind"));
    assertThat(workflow.steps().get(0).after()).isEqualTo(new After.Steps(List.of()));
    assertThat(workflow.steps().get(0).forEach())
        .isEqualTo(new ForEach(new ForEach.Source.Argument("files"), "file"));
  }

  @Test
  void readsTheSameFromJsonAndToml() {
    String json =
        """
        {"name":"check","description":"checks files","isolation":"clone","on_finish":"patch",
         "arguments":[{"name":"files","description":"which","required":true},
                      {"name":"tone","default":"kind"}],
         "steps":[{"name":"review","for_each":"{files}","as":"file","after":[],
                   "prompt":"review {file} in a {tone} way","output_vars":{"verdict":"verdict"}},
                  {"name":"sum","after":["review"],"prompt":"sum up {steps.review.output}",
                   "when":"{steps.review.verdict} contains 'fix'"}]}
        """;
    String toml =
        """
        name = "check"
        description = "checks files"
        isolation = "clone"
        on_finish = "patch"
        [[arguments]]
        name = "files"
        description = "which"
        required = true
        [[arguments]]
        name = "tone"
        default = "kind"
        [[steps]]
        name = "review"
        for_each = "{files}"
        as = "file"
        after = []
        prompt = "review {file} in a {tone} way"
        output_vars = { verdict = "verdict" }
        [[steps]]
        name = "sum"
        after = ["review"]
        when = "{steps.review.verdict} contains 'fix'"
        prompt = "sum up {steps.review.output}"
        """;
    assertThat(WorkflowReader.read(json, WorkflowFormat.JSON)).isEqualTo(yaml(YAML));
    assertThat(WorkflowReader.read(toml, WorkflowFormat.TOML)).isEqualTo(yaml(YAML));
  }

  @Test
  void worksInAWorktreeThatIsKeptUnlessItSaysOtherwise() {
    Workflow workflow = yaml("{name: w, steps: [do it]}");
    assertThat(workflow.isolation()).isEqualTo(Isolation.WORKTREE);
    assertThat(workflow.onFinish()).isEqualTo(OnFinish.KEEP);
  }

  @Test
  void aCycleIsNamed() {
    assertRefused(
        """
        name: w
        steps:
          - {name: start, prompt: x}
          - {name: a, prompt: x, after: [c]}
          - {name: b, prompt: x, after: [a, start]}
          - {name: c, prompt: x, after: [b]}
        """,
        "circle: a -> c -> b -> a");
    assertRefused("{name: w, steps: [{name: a, prompt: x, after: [a]}]}", "circle: a -> a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | the workflow must be an object",
        "[a] | the workflow must be an object",
        "{steps: [x]} | 'name' is missing or empty",
        "{name: ' ', steps: [x]} | 'name' is missing or empty",
        "{name: w} | the workflow has no steps",
        "{name: w, steps: []} | the workflow has no steps",
        "{name: w, steps: x} | 'steps' must be a list",
        "{name: w, stpes: [x]} | unknown key 'stpes'; did you mean 'steps'?",
        "{name: w, steps: [x], isolation: jail} | isolation must be one of none, worktree, clone",
        "{name: w, steps: [x], on_finish: burn} | on_finish must be one of keep, merge, patch, delete",
        "{name: w, steps: [x], arguments: [{name: a b}]} | argument 1: 'name' must be a plain name",
        "{name: w, steps: [x], arguments: [{name: error}]} | must be a plain name",
        "{name: w, steps: [x], arguments: [{name: a},{name: a}]} | declared twice",
        "{name: w, steps: [x], arguments: [{name: a, required: true, default: b}]} | cannot be required",
        "{name: w, steps: [x], arguments: [{name: a, required: maybe}]} | must be true or false",
        "{name: w, steps: [{prompt: x, after: [b]}]} | waits for 'b', but no step is called so",
        "{name: w, steps: ['{steps.b.output}']} | but there is no such step",
        "{name: w, steps: [x, '{steps.step-1.mood}']} | has only output, success",
        "{name: w, steps: ['{steps.step-2.output}', x]} | does not wait for 'step-2'",
        "{name: w, steps: [{prompt: x, for_each: '{b}'}]} | which is no argument of the workflow",
        "{name: w, steps: [{prompt: x, for_each: 'b'}]} | 'for_each' must be a list, or an argument",
        "{name: w, steps: [{prompt: x, for_each: []}]} | the list of its for_each is empty",
        "{name: w, steps: [{prompt: x, as: y}]} | but there is none",
        "{name: w, steps: [{prompt: x, for_each: [a], as: 'y z'}]} | 'as' must be a plain name",
        "{name: w, steps: [{name: a, prompt: x, for_each: [a]}, {name: 'a[0]', prompt: y}]} | rename it"
      })
  void aMistakeIsNamed(String yaml, String message) {
    assertRefused(yaml, message);
  }

  @Test
  void aSyntaxErrorIsNamedWithItsLine() {
    assertRefused("name: w\nsteps:\n  - {name: a\n", "line 4");
    assertRefused("name: w\nname: v\n", "line 2", "duplicate key name");
    assertThatThrownBy(() -> WorkflowReader.read("{\n\"name\": w}", WorkflowFormat.JSON))
        .isInstanceOf(InvalidPlan.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> WorkflowReader.read("name = \"w\"\nsteps =\n", WorkflowFormat.TOML))
        .isInstanceOf(InvalidPlan.class)
        .hasMessageContaining("line 2");
  }

  @Test
  void bombsAndForeignObjectsAreRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 40; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, "*a" + (i - 1) + ", *a" + (i - 1)));
    }
    assertRefused(bomb.toString(), "aliases");
    assertRefused("name: !!java.net.URL ['http://localhost']\nsteps: [x]", "line 1");
    assertRefused("&a {name: w, steps: [x], *a : 1}", "");
    assertRefused("x".repeat(600 * 1024), "larger than 512 KiB");
    assertRefused("[".repeat(200_000), "");
    assertThatThrownBy(() -> WorkflowReader.read("[".repeat(200_000), WorkflowFormat.JSON))
        .isInstanceOf(InvalidPlan.class);
    assertThatThrownBy(() -> WorkflowReader.read("a=" + "[".repeat(200_000), WorkflowFormat.TOML))
        .isInstanceOf(InvalidPlan.class);
  }
}
