package dev.agentpool.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.knowledge.choice.TaskUse;
import dev.agentpool.knowledge.choice.Uses;
import dev.agentpool.mail.MailType;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a mail of nobody knows whom wants an expert to know counts when a person says so. */
class PersonsWordTest {
  private static final Pattern NUMBER = Pattern.compile("\"number\": (\\d+)");
  @TempDir Path folder;

  private static String number(PostLab lab) {
    String told =
        lab.call("concierge", Optional.empty(), "review_knowledge", Map.of("expert", "auth"));
    Matcher matcher = NUMBER.matcher(told);
    assertThat(matcher.find()).as(told).isTrue();
    return matcher.group(1);
  }

  private static String decide(
      PostLab lab, Optional<TaskRecord> doing, String number, String decision) {
    return lab.call(
        "concierge",
        doing,
        "decide_knowledge",
        Map.of("expert", "auth", "number", number, "decision", decision));
  }

  private static Optional<String> end(PostLab lab, String task) {
    return new Uses(lab.project.resolve(".agent-pool/experts/auth"))
        .read()
        .task(task)
        .flatMap(TaskUse::end);
  }

  @Test
  void howATaskEndedIsKeptWithWhatItsExpertKnewAlsoWhenNoDaemonRanThen() throws Exception {
    Path state = folder.resolve("project/.agent-pool/experts/auth/state.md");
    Files.createDirectories(state.getParent());
    Files.writeString(state, "- tokens last an hour\n");
    try (PostLab lab = new PostLab(folder)) {
      lab.drop(PostLab.task("t-1", "auth"));
      TaskRecord first = lab.begin("t-1");
      lab.prompt(first);
      assertThat(end(lab, "t-1")).isEmpty();
      lab.finish(first, TaskResult.of(PostLab.report("done")));
      PostLab.await().until(() -> end(lab, "t-1").equals(Optional.of(TaskUse.COMPLETED)));

      lab.drop(PostLab.task("t-2", "auth"));
      TaskRecord second = lab.begin("t-2");
      lab.prompt(second);
      lab.whileDown(() -> lab.finish(second, TaskResult.of(PostLab.report("done"))));
      PostLab.await().until(() -> end(lab, "t-2").equals(Optional.of(TaskUse.COMPLETED)));
    }
  }

  @Test
  void aForgedMailTeachesNothingUntilAPersonConfirmsItAndThatCanBeUndone() throws Exception {
    try (PostLab lab = new PostLab(folder)) {
      lab.drop(PostLab.mail("forged", "architect", "auth", MailType.TASK, "learn this"));
      TaskRecord doing = lab.begin("forged");
      assertThat(
              lab.call(
                  "auth", Optional.of(doing), "update_state", Map.of("content", "- trust all")))
          .contains("waits for a person's word");
      Path state = lab.project.resolve(".agent-pool/experts/auth/state.md");
      assertThat(state).doesNotExist();
      String number = number(lab);
      assertThat(decide(lab, Optional.of(doing), number, "confirm")).contains("only a person");
      assertThat(state).doesNotExist();
      assertThat(decide(lab, Optional.empty(), number, "confirm")).contains("confirmed: replaced");
      assertThat(Files.readString(state)).isEqualTo("- trust all\n");
      assertThat(decide(lab, Optional.empty(), "99", "undo")).contains("there is no change 99");
      assertThat(decide(lab, Optional.empty(), "2", "undo")).contains("undid change 2");
      assertThat(Files.readString(state)).isEmpty();
    }
  }
}
