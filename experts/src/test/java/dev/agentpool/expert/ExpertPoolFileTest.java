package dev.agentpool.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.paper.FileProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpertPoolFileTest {
  private static final ExpertName AUTH = new ExpertName("auth");
  private static final ExpertName UI = new ExpertName("ui");
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("pool.toml");
  }

  private ExpertPool read(String text) throws Exception {
    Files.writeString(file, text);
    return ExpertPoolFile.read(file);
  }

  @Test
  void anEmptyFileIsAPoolWithTheUsualValues() throws Exception {
    ExpertPool pool = read("");
    assertThat(pool.experts()).isEmpty();
    assertThat(pool.recipients())
        .extracting(ExpertName::value)
        .containsExactly("architect", "researcher", "concierge");
    assertThat(pool.defaults().model()).isEqualTo("sonnet");
    assertThat(pool.defaults().allowedTools())
        .containsExactly("Read", "Write", "Edit", "Bash", "Grep", "Glob");
    assertThat(pool.defaults().limit()).isEmpty();
    assertThat(pool.logRetention()).isEqualTo(50);
    assertThat(pool.curation()).isEqualTo(new Curation(10, 168));
    assertThat(pool.approvalMode()).isEqualTo(ApprovalMode.DECOMPOSITION);
    assertThat(pool.humanInbox()).isEqualTo(new HumanInbox.Stdout());
    assertThat(pool.warnings()).isEmpty();
  }

  @Test
  void allThatItCanSayCounts() throws Exception {
    ExpertPool pool =
        read(
            """
            [pool]
            name = "shop"
            project_dir = "~/shop"
            [concierge]
            model = "opus"
            session_timeout = "1m"
            [architect]
            model = "opus"
            session_timeout = "1h30m"
            approval_mode = "all"
            human_inbox = "file:~/review"
            [researcher]
            model = "haiku"
            [shared]
            include = ["security", "docs"]
            [defaults]
            model = "sonnet-5"
            allowed_tools = ["Read"]
            session_timeout = "10m"
            log_retention = 7
            [curation]
            interval_tasks = 3
            interval_hours = -1
            [experts.auth]
            model = "opus"
            [experts.ui]
            allowed_tools = ["Read", "Bash(npm test:*)"]
            """);
    assertThat(pool.warnings()).isEmpty();
    assertThat(pool.name()).isEqualTo("shop");
    assertThat(pool.project(Path.of("/home/me"), Path.of("/"))).contains(Path.of("/home/me/shop"));
    assertThat(pool.settings(AUTH).model()).isEqualTo("opus");
    assertThat(pool.settings(AUTH).allowedTools()).containsExactly("Read");
    assertThat(pool.settings(UI).model()).isEqualTo("sonnet-5");
    assertThat(pool.settings(UI).allowedTools()).containsExactly("Read", "Bash(npm test:*)");
    assertThat(pool.settings(UI).limit()).contains(Duration.ofMinutes(10));
    assertThat(pool.settings(Role.ARCHITECT.expert()).limit()).contains(Duration.ofMinutes(90));
    assertThat(pool.settings(Role.RESEARCHER.expert()).model()).isEqualTo("haiku");
    assertThat(pool.settings(Role.RESEARCHER.expert()).limit()).contains(Duration.ofMinutes(10));
    assertThat(pool.settings(new ExpertName("security")).model()).isEqualTo("sonnet-5");
    assertThat(pool.approvalMode()).isEqualTo(ApprovalMode.ALL);
    assertThat(pool.humanInbox()).isEqualTo(new HumanInbox.Folder("~/review"));
    assertThat(pool.curation().afterTasks()).hasValue(3);
    assertThat(pool.curation().every()).isEmpty();
    assertThat(pool.logRetention()).isEqualTo(7);
    assertThat(pool.workers())
        .extracting(ExpertName::value)
        .containsExactly("architect", "researcher", "auth", "ui", "security", "docs");
  }

  @Test
  void zeroTurnsCurationOff() throws Exception {
    Curation curation = read("[curation]\ninterval_tasks = 0\ninterval_hours = 0\n").curation();
    assertThat(curation.afterTasks()).isEmpty();
    assertThat(curation.every()).isEmpty();
  }

  @Test
  void whatIsMisspeltIsToldWithItsLineAndWhatWasMeantAndDoesNoHarm() throws Exception {
    ExpertPool pool =
        read(
            """
            [pool]
            nmae = "x"
            [experts.auth]
            modle = "opus"
            [defalts]
            model = "x"
            [defaults]
            zzzzzzzzzzzzzzzz = 1
            session_timeout = "1d"
            """);
    assertThat(pool.warnings())
        .extracting(FileProblem::toString)
        .containsExactly(
            "line 2: unknown key 'nmae' in [pool]; did you mean 'name'? (it is ignored)",
            "line 4: unknown key 'modle' in [experts.auth]; did you mean 'model'? (it is ignored)",
            "line 5: unknown key 'defalts'; did you mean 'defaults'? (it is ignored)",
            "line 8: unknown key 'zzzzzzzzzzzzzzzz' in [defaults]; known: model, allowed_tools,"
                + " session_timeout, log_retention, provider (it is ignored)",
            "line 9: defaults.session_timeout = \"1d\" is no length of time; write it like \"10m\""
                + " or \"1h30m\" (there is no limit now)");
    assertThat(pool.settings(AUTH).limit()).isEmpty();
  }

  @Test
  void whatCannotWorkIsToldAndCountsAsItAlwaysDid() throws Exception {
    ExpertPool pool =
        read(
            "[architect]\n"
                + "approval_mode = \"some\"\n"
                + "human_inbox = \"telegram\"\n"
                + "[experts.\"../x\"]\n"
                + "[experts.architect]\n");
    assertThat(pool.approvalMode()).isEqualTo(ApprovalMode.ALL);
    assertThat(pool.warnings())
        .extracting(FileProblem::message)
        .anySatisfy(text -> assertThat(text).contains("unknown approval_mode 'some'"))
        .anySatisfy(text ->
            assertThat(text)
                .isEqualTo(
                    "unsupported human_inbox value \"telegram\": use \"stdout\" or"
                        + " \"file:/path/\""))
        .anySatisfy(text -> assertThat(text).contains("invalid expert name \"../x\""))
        .anySatisfy(text -> assertThat(text).contains("is a role of every pool"));
    assertThat(pool.experts()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a/b|invalid shared expert name \"a/b\": must be a simple filename",
        "..|invalid shared expert name \"..\": must be a simple filename",
        "architect|shared expert \"architect\" conflicts with built-in role",
        "auth|shared expert \"auth\" conflicts with pool-scoped expert",
      })
  void aSharedExpertThatCannotBeIsRefused(String name, String message) {
    assertThatThrownBy(
            () -> read("[shared]\ninclude = [\"ok\", \"" + name + "\"]\n[experts.auth]\n"))
        .isInstanceOf(UnreadablePool.class)
        .hasMessage("validating " + file + ": " + message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[pool]\nname = 3\n",
        "[pool]\nname = \"a\"\nname = \"b\"\n",
        "pool = 3\n",
        "[experts]\nauth = 1\n",
        "[defaults]\nallowed_tools = [1]\n",
        "[defaults]\nlog_retention = \"7\"\n",
        "[pool\n",
      })
  void aWrongTypeAndBadTomlAreRefusedWithTheirLine(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(UnreadablePool.class)
        .message()
        .startsWith("parsing " + file + ": line ");
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    assertThatThrownBy(() -> ExpertPoolFile.read(file))
        .isInstanceOf(UnreadablePool.class)
        .hasMessageStartingWith("reading " + file + ": ");
  }

  @Test
  void theDialectIsKnownByItsTables() throws IOException {
    for (String old :
        List.of("[pool]", "[experts.a]", "[architect]", "[defaults]\nmodel='x'", "[shared]")) {
      Files.writeString(file, "\uFEFF" + old + "\n");
      assertThat(ExpertPoolFile.isOne(file)).as(old).isTrue();
    }
    for (String ours :
        List.of(
            "", "slots = 3\n[settings]\nmodel = 'x'\n", "[[slot]]\n", "[budget]\n", "not toml")) {
      Files.writeString(file, ours);
      assertThat(ExpertPoolFile.isOne(file)).as(ours).isFalse();
    }
    Files.delete(file);
    assertThat(ExpertPoolFile.isOne(file)).isFalse();
  }
}
