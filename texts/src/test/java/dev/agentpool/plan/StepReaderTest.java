package dev.agentpool.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Money;
import dev.agentpool.plan.Failure.OnFailure;
import dev.agentpool.settings.Effort;
import dev.agentpool.settings.SettingKeys;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class StepReaderTest {
  private static List<Step> chain(String json) {
    return StepReader.chain(
        JsonMapper.builder().build().readValue(json.replace('\'', '"'), List.class));
  }

  @Test
  void readsTheLibrarysSpelling() {
    Step step =
        chain(
                """
                [{'name':'plan','action':{'type':'prompt','prompt':'do {previous_output}'},
                  'config':{'model':'haiku','max_budget_usd':0.5},
                  'failure_policy':{'retries':2,'recovery_prompt':'mend {error}'},
                  'output_vars':{'verdict':'a.b'}}]
                """)
            .getFirst();
    assertThat(step.name()).isEqualTo("plan");
    assertThat(step.action()).isEqualTo(new Action.Prompt("do {previous_output}"));
    assertThat(step.config().find(SettingKeys.MODEL)).contains("haiku");
    assertThat(step.config().find(SettingKeys.MAX_BUDGET_USD)).contains(Money.ofUsd(0.5));
    assertThat(step.failure()).isEqualTo(new Failure(2, "mend {error}", OnFailure.STOP));
    assertThat(step.outputVars()).isEqualTo(Map.of("verdict", "a.b"));
    assertThat(step.after()).isEqualTo(new After.Previous());
  }

  @Test
  void readsTheLibrarysSkillStep() {
    assertThat(
            chain(
                    "[{'name':'a','action':{'type':'skill','skill':'refactor','arguments':{'x':'1','y':2}}}]")
                .getFirst()
                .action())
        .isEqualTo(new Action.SkillAction("refactor", Map.of("x", "1", "y", "2")));
  }

  @Test
  void readsTheToolsSpelling() {
    List<Step> steps =
        chain(
            """
            [{'name':'a','type':'prompt','value':'go','model':'opus','effort':'min','retries':1,
              'recovery_prompt':'again','output_vars':{'v':''}},
             {'name':'b','type':'skill','value':'summarize','arguments':{'target':'{previous_output}'}}]
            """);
    assertThat(steps.get(0).config().find(SettingKeys.EFFORT)).contains(Effort.LOW);
    assertThat(steps.get(0).failure()).isEqualTo(new Failure(1, "again", OnFailure.STOP));
    assertThat(steps.get(1).action())
        .isEqualTo(new Action.SkillAction("summarize", Map.of("target", "{previous_output}")));
  }

  @Test
  void readsNameAndPromptAndBareTexts() {
    assertThat(chain("[{'name':'a','prompt':'x','model':'haiku'},{'prompt':'y'},'z']"))
        .extracting(Step::name)
        .containsExactly("a", "step-2", "step-3");
  }

  @Test
  void takesANullForAnAbsentValue() {
    Map<String, Object> step = new HashMap<>(Map.of("prompt", "x"));
    for (String key :
        List.of("name", "model", "retries", "output_vars", "config", "when", "after")) {
      step.put(key, null);
    }
    assertThat(StepReader.chain(List.of(step))).containsExactly(Step.prompt("step-1", "x"));
  }

  @Test
  void readsOnFailureAndWhen() {
    Step step = chain("[{'prompt':'x','on_failure':'continue','when':'{a} == 1'}]").getFirst();
    assertThat(step.failure().onFailure()).isEqualTo(OnFailure.CONTINUE);
    assertThat(step.when()).isEqualTo(Condition.of("{a} == 1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | has no steps",
        "[3] | step 1 must be an object",
        "[{'name':'a','promt':'x'}] | step 1 ('a'): unknown key 'promt'; did you mean 'prompt'?",
        "[{'name':'a','prompt':'x'},{'name':'a','prompt':'y'}] | step 2: the name 'a' is taken",
        "[{'name':' ','prompt':'x'}] | step 1: the name is empty",
        "[{'name':'a{b','prompt':'x'}] | without braces",
        "[{'name':'a'}] | step 1 ('a'): has no prompt",
        "[{'name':'a','prompt':'  '}] | has no prompt",
        "[{'name':'a','type':'skill'}] | has no skill",
        "[{'name':'a','type':'shell','value':'rm'}] | 'type' must be prompt or skill",
        "[{'name':'a','prompt':'x','skill':'y'}] | so it cannot have 'prompt'",
        "[{'name':'a','prompt':'x','value':'y'}] | has both 'prompt' and 'value'",
        "[{'name':'a','prompt':'x','arguments':{}}] | 'arguments' are for a skill",
        "[{'name':'a','prompt':'x','action':{'type':'prompt','prompt':'y'}}] | has both 'action'",
        "[{'name':'a','prompt':'x','effort':'huge'}] | step 1 ('a'): effort must be one of low",
        "[{'name':'a','prompt':'x','config':{'modell':'y'}}] | did you mean 'model'?",
        "[{'name':'a','prompt':'x','retries':-1}] | retries must be from 0 to 100",
        "[{'name':'a','prompt':'x','retries':'two'}] | 'retries' must be a whole number",
        "[{'name':'a','prompt':'x','retries':1.5}] | 'retries' must be a whole number",
        "[{'name':'a','prompt':'x','retries':1,'failure_policy':{}}] | say it in one of them",
        "[{'name':'a','prompt':'x','failure_policy':{'retrys':1}}] | did you mean 'retries'?",
        "[{'name':'a','prompt':'x','on_failure':'ignore'}] | 'on_failure' must be stop or continue",
        "[{'name':'a','prompt':'x','output_vars':{'a.b':''}}] | without dots",
        "[{'name':'a','prompt':'x','output_vars':['a']}] | must be an object with named values",
        "[{'name':'a','prompt':'x','when':'{a} ='}] | step 1 ('a'): 'when': the condition",
        "[{'name':'a','prompt':'x','max_budget_usd':0}] | US dollars from $0.000001",
        "[{'name':'a','prompt':{'x':1}}] | 'prompt' must be a text",
        "[{'name':'a','prompt':'x','after':['b']}] | for the steps of a workflow"
      })
  void aMistakeIsNamedWithItsStep(String json, String message) {
    assertThatThrownBy(() -> chain(json))
        .isInstanceOf(InvalidPlan.class)
        .hasMessageContaining(message);
  }

  @Test
  void tooManyStepsAreRefused() {
    assertThatThrownBy(() -> StepReader.chain(Collections.nCopies(501, "x")))
        .hasMessageContaining("501 steps; 500 is the most");
  }

  @Test
  void keysThatAreNoTextsAreRefused() {
    assertThatThrownBy(() -> StepReader.chain(Arrays.asList(Map.of(1, "x"))))
        .isInstanceOf(InvalidPlan.class)
        .hasMessageContaining("must be a text");
    assertThatThrownBy(() -> StepReader.chain(Arrays.asList((Object) null)))
        .isInstanceOf(InvalidPlan.class);
  }

  @Test
  void aChainIsLaidOutInALine() {
    assertThat(ChainExpansion.of(chain("['x','y','z']")))
        .extracting(ExpandedStep::after)
        .containsExactly(List.of(), List.of(0), List.of(1));
  }
}
