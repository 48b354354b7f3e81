package dev.agentpool.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTextTest {
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00.5Z");
  private static final String WHOLE =
      """
      ---
      id: task-042
      from: architect
      to: auth
      type: task
      contracts:
          - contract-007
      priority: high
      depends-on:
          - task-041
      timestamp: 2026-04-01T14:32:00Z
      ---

      Body in Markdown
      """;

  @Test
  void aMailOfTheOldProgramIsRead() throws Exception {
    Mail mail = MailText.parse(WHOLE);
    assertThat(mail)
        .isEqualTo(
            Mail.of(new MailId("task-042"), "architect", "auth", MailType.TASK, "Body in Markdown")
                .withContracts(List.of("contract-007"))
                .withPriority(Priority.HIGH)
                .withDependsOn(List.of("task-041"))
                .withTimestamp(Instant.parse("2026-04-01T14:32:00Z")));
  }

  @Test
  void andWrittenByteForByteAsItWas() throws Exception {
    assertThat(MailText.compose(MailText.parse(WHOLE), NOW)).isEqualTo(WHOLE);
  }

  @Test
  void whatIsNotSaidHasItsUsualValue() throws Exception {
    Mail mail = MailText.parse("---\nid: a\nfrom: b\nto: c\ntype: cancel\ncancels: t-1\n---\n");
    assertThat(mail.priority()).isEqualTo(Priority.NORMAL);
    assertThat(mail.timestamp()).isNull();
    assertThat(mail.cancels()).isEqualTo("t-1");
    assertThat(mail.body()).isEmpty();
    assertThat(MailText.compose(mail, NOW))
        .isEqualTo(
            "---\nid: a\nfrom: b\nto: c\ntype: cancel\npriority: normal\ncancels: t-1\n"
                + "timestamp: 2026-04-01T14:32:00.5Z\n---\n");
  }

  @Test
  void valuesOfOtherKindsAreWhatStandsThere() throws Exception {
    Mail mail =
        MailText.parse(
            "---\nid: 007\nfrom: true\nto: 1e3\ntype: task\ncontracts: [42, 'x: y', null]\n"
                + "depends-on: ~\npriority: null\nunheard: {of: [1]}\n---\n");
    assertThat(mail.id().value()).isEqualTo("007");
    assertThat(mail.from()).isEqualTo("true");
    assertThat(mail.to()).isEqualTo("1e3");
    assertThat(mail.contracts()).containsExactly("42", "x: y");
    assertThat(mail.dependsOn()).isEmpty();
    assertThat(mail.priority()).isEqualTo(Priority.NORMAL);
  }

  @Test
  void aPriorityThatNobodyKnowsIsKeptAndCountsAsNormal() throws Exception {
    Priority priority =
        MailText.parse("---\nid: a\nfrom: b\nto: c\ntype: task\npriority: ASAP\n---\n").priority();
    assertThat(priority.word()).isEqualTo("ASAP");
    assertThat(priority.isKnown()).isFalse();
    assertThat(priority.urgency()).isEqualTo(Priority.NORMAL.urgency());
  }

  @Test
  void aMailWithALineEndOfAnotherSystemAndAByteOrderMarkIsRead() throws Exception {
    Mail mail = MailText.parse("\uFEFF" + WHOLE.replace("\n", "\r\n"));
    assertThat(mail).isEqualTo(MailText.parse(WHOLE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no header|splitting frontmatter: content does not start with --- delimiter",
        "---;id: a|splitting frontmatter: no closing --- delimiter found",
        "---;;---;x|missing required field: id",
        "---;from: x;---;x|missing required field: id",
        "---;id: ~;---;x|missing required field: id",
        "---;id: a;to: b;---;x|missing required field: from",
        "---;id: a;from: b;---;x|missing required field: to",
        "---;id: a;from: b;to: c;---;x|missing required field: type",
        "---;id: a/b;from: b;to: c;type: nonsense;---;x|invalid message ID \"a/b\": must be a"
            + " simple filename",
        "---;id: ..;from: b;to: c;type: task;---;x|invalid message ID \"..\": must be a simple"
            + " filename",
        "---;id: a;from: b;to: c;type: Task;---;x|unknown message type \"Task\"",
        "---;id: a;from: b;to: \"\\n\";type: task;---;x|invalid recipient \"\\n\": must be a name"
            + " on one line",
      })
  void whatIsNoMailIsRefusedWithTheFirstThingThatIsWrong(String text, String message) {
    assertThatThrownBy(() -> MailText.parse(text.replace(';', '\n')))
        .isInstanceOf(UnreadableMail.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id: a\nid: b",
        "contracts: one",
        "depends-on: {a: b}",
        "id: [a]",
        "timestamp: yesterday",
        "contracts: [[a]]",
        "id: 'open",
        "\tid: a",
        "just words",
        "- a\n- b",
        "a: &x [*x]\nid: *y",
        "--- !!python/object x",
      })
  void whatIsNoYamlOfAMailIsRefusedWithTheReason(String yaml) {
    assertThatThrownBy(() -> MailText.parse("---\n" + yaml + "\n---\nbody\n"))
        .isInstanceOf(UnreadableMail.class)
        .message()
        .matches("(parsing YAML frontmatter|splitting frontmatter): .+");
  }

  @Test
  void aHeaderThatIsMeantToHurtIsRefused() {
    String deep = "x: " + "[".repeat(30_000);
    String large = "x: " + "y".repeat(100_000);
    String laughs =
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
            + "b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n"
            + "contracts: *c\n";
    String cut = "id: \"\\u\n  0001\"";
    String beyond = "id: \"\\UFFFFFFFF\"";
    for (String yaml : List.of(deep, large, laughs, cut, beyond)) {
      assertThatThrownBy(() -> MailText.parse("---\n" + yaml + "\n---\nbody\n"))
          .isInstanceOf(UnreadableMail.class);
    }
  }

  @Test
  void aMailToNobodyCannotBeMade() {
    MailId id = new MailId("a");
    assertThatThrownBy(() -> Mail.of(id, "", "b", MailType.TASK, ""))
        .hasMessage("invalid sender \"\": must be a name on one line");
    assertThatThrownBy(() -> Mail.of(id, "a", "\n", MailType.TASK, ""))
        .hasMessage("invalid recipient \"\\n\": must be a name on one line");
    assertThatThrownBy(() -> new MailId("../a"))
        .hasMessage("invalid message ID \"../a\": must be a simple filename");
  }

  @Test
  void idsBeginAsOtherProgramsKnowThem() {
    Instant now = Instant.parse("2026-04-01T00:00:00.000000001Z");
    assertThat(MailId.ofQuestion("auth", now).value()).isEqualTo("cq-auth-1775001600000000001");
    assertThat(MailId.ofTask("auth", now).value()).isEqualTo("ct-auth-1775001600000000001");
    assertThat(MailId.ofPlan(now).value()).isEqualTo("cp-1775001600000000001");
    assertThat(MailId.ofAmendment("c-1", 2, "auth").value()).isEqualTo("notify-c-1-v2-auth");
    assertThat(MailId.ofStep("rel", "build").value()).isEqualTo("rel-build");
    assertThat(MailId.ofCuration(now).value()).isEqualTo("curation-1775001600000");
    assertThat(MailId.ofSeed("auth", now).value()).isEqualTo("seed-auth-1775001600000");
  }
}
