package dev.agentpool.provider.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.task.OutcomeCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Qwen Code, by {@code qwen --acp}. */
class RealQwenTest extends RealAcpContract {
  RealQwenTest() {
    super(
        ShippedClis.named("qwen-code"),
        "qwen",
        new Tools("run_shell_command", "write_file", "file_path", "content"));
  }

  @Override
  Map<String, Object> shell(String command) {
    return Map.of("command", command, "is_background", false);
  }

  @Override
  protected Fault limit() {
    return Fault.silent();
  }

  @Override
  protected Fault serverError() {
    return Fault.silent();
  }

  /** It asks the model to go on, or gives up. */
  @Override
  protected Fault cut() {
    return Fault.told(OutcomeCode.API_ERROR, OutcomeCode.COMPLETED);
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "OPENAI_API_KEY", "dummy", "OPENAI_BASE_URL", base() + "v1", "OPENAI_MODEL", "mock-model");
  }

  @Test
  void itsOwnQuestionInWordsHasItsAnswerInWords() {
    Desk desk = new Desk(deny());
    bench.desk = desk;
    String question =
        "@@tool ask_user_question {\"questions\":[{\"question\":\"Which"
            + " colour?\",\"header\":\"Colour\","
            + "\"options\":[{\"label\":\"red\",\"description\":\"r\"},{\"label\":\"blue\",\"description\":\"b\"}],\"multiSelect\":false}]}@@"
            + " @@say done@@";
    assertThat(bench.run(bench.with("access", "edit").open("s"), question).output())
        .isEqualTo("done");
    assertThat(desk.asked).containsExactly("Which colour?");
    assertThat(api.recentBodies()).anyMatch(body -> body.contains("**Colour**: red"));
  }

  @Override
  void configure(Path home) throws IOException {
    write(
        home.resolve(".qwen/settings.json"),
        """
        {'privacy':{'usageStatisticsEnabled':false},'general':{'enableAutoUpdate':false},
         'security':{'auth':{'selectedType':'openai'}}}
        """);
  }
}
