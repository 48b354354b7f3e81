package dev.agentpool.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.WorkspaceMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolFilesTest {
  @TempDir Path temp;
  private Home home;
  private Path project;

  @BeforeEach
  void project() throws IOException {
    home = new Home(temp.resolve("home")).prepared();
    project = Files.createDirectories(temp.resolve("My Project"));
  }

  private PoolConfig read(String toml) throws IOException {
    Path file = PoolFiles.poolFile(project);
    Files.createDirectories(file.getParent());
    Files.writeString(file, toml);
    return new PoolFiles(home).read(project);
  }

  private List<ConfigProblem> problems(String toml) {
    ConfigException thrown = catchThrowableOfType(ConfigException.class, () -> read(toml));
    assertThat(thrown).as("no problem found in %s", toml).isNotNull();
    return thrown.problems();
  }

  @Test
  void aProjectWithoutAFileIsAPoolWithTheBuiltInValues() {
    PoolConfig config = new PoolFiles(home).read(project);
    assertThat(config.name()).isEqualTo("My Project");
    assertThat(config.id().value()).startsWith("my-project-");
    assertThat(config.slots()).hasSize(2);
    assertThat(config.caps().pool()).isNull();
  }

  @Test
  void everyTableOfTheUsersFileIsValidatedWithItsLine() throws IOException {
    Files.writeString(
        home.config(),
        """
        [git]
        sign_merge = true
        merge_hooks = "yes"
        [skills]
        builtin = false
        disabled = [1]
        [webhooks]
        allow = 1
        allow_private = ["notaurl", 2]
        [trust]
        projects = ["relative", "~/site", "/fine"]
        """);
    assertThat(new PoolFiles(home).problems(project).stream().map(ConfigProblem::toString))
        .satisfiesExactlyInAnyOrder(
            it -> assertThat(it).contains("config.toml:2:1: unknown key 'sign_merge' in [git]"),
            it -> assertThat(it).contains("config.toml:3:1: merge_hooks must be true or false"),
            it -> assertThat(it).contains("config.toml:5:1: unknown key 'builtin' in [skills]"),
            it -> assertThat(it).contains("config.toml:6:1: disabled must be a list of names"),
            it -> assertThat(it).contains("config.toml:8:1: unknown key 'allow' in [webhooks]"),
            it -> assertThat(it).contains("config.toml:9:1: 'notaurl' is not an origin"),
            it -> assertThat(it).contains("config.toml:9:1: allow_private must be a list"),
            it -> assertThat(it).contains("config.toml:11:1: 'relative' is not an absolute"),
            it -> assertThat(it).contains("config.toml:11:1: '~/site' is not an absolute"));
    Files.writeString(home.config(), "webhooks = 3\ngit = 1\nskills = 2\ntrust = 4\n");
    assertThat(new PoolFiles(home).problems(project)).hasSize(4);
    Files.writeString(home.config(), "[trust]\nprojects = [\"/fine\"]\n");
    assertThat(new PoolFiles(home).problems(project)).isEmpty();
  }

  @Test
  void aProviderThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThat(problems("[settings]\nprovider = \"codex\"\n").getFirst().toString())
        .contains("pool.toml:2:1: ")
        .contains(
            "provider must be claude, scripted, ",
            "or acp:NAME of an agent that speaks ACP, not \"codex\"");
    assertThat(
            problems("[[slot]]\n[slot.settings]\nslot_assignment_timeout_secs = 1\n")
                .getFirst()
                .toString())
        .contains("pool.toml:3:1: ")
        .contains("slot_assignment_timeout_secs is a setting of a whole pool");
  }

  @Test
  void everyLayerIsLaidOverTheWiderOne() throws IOException {
    Files.writeString(
        home.config(),
        "[settings]\nmodel = \"haiku\"\neffort = \"low\"\nallowed_tools = [\"Read\"]\n");
    PoolConfig config =
        read(
            """
            name = "demo"
            slots = 3
            [settings]
            model = "sonnet"
            workspace = "worktree"
            allowed_tools = ["Edit"]
            [budget]
            pool_usd = 5
            day_usd = 2.5
            reserve_usd = 0.1
            [[slot]]
            name = "reviewer"
            [slot.settings]
            model = "opus"
            """);
    Settings reviewer = config.resolve(config.slots().get(0), Settings.EMPTY);
    assertThat(reviewer.get(SettingKeys.MODEL)).isEqualTo("opus");
    assertThat(reviewer.get(SettingKeys.ALLOWED_TOOLS)).containsExactly("Read", "Edit");
    assertThat(reviewer.get(SettingKeys.WORKSPACE)).isEqualTo(WorkspaceMode.WORKTREE);
    Settings task = Settings.EMPTY.with(SettingKeys.MODEL, "fable");
    assertThat(config.resolve(config.slots().get(1), task).get(SettingKeys.MODEL))
        .isEqualTo("fable");
    assertThat(config.slots()).hasSize(3);
    assertThat(config.caps().pool()).isEqualTo(Money.ofUsd(5));
    assertThat(config.caps().day()).isEqualTo(Money.ofUsd(2.5));
    assertThat(config.reserve()).isEqualTo(Reservation.USUAL.with(Amount.of(Money.ofUsd(0.1))));
  }

  @Test
  void capsInTokensAndTurnsStandBesideThoseInDollars() throws IOException {
    PoolConfig config =
        read(
            """
            [budget]
            pool_usd = 5
            pool_tokens = 50_000_000
            day_tokens = 5_000_000
            day_turns = 300
            reserve_tokens = 90_000
            reserve_turns = 7
            """);
    assertThat(config.caps().whole()).isEqualTo(new Limits(Money.ofUsd(5), 50_000_000L, null));
    assertThat(config.caps().daily()).isEqualTo(new Limits(null, 5_000_000L, 300L));
    assertThat(config.reserve()).isEqualTo(new Reservation(Reservation.USUAL.money(), 90_000, 7));
    for (String none : List.of("0", "-1", "1000000000000001", "1.5", "\"5\"")) {
      assertThat(problems("[budget]\npool_tokens = " + none + "\n").getFirst().message())
          .as(none)
          .contains("pool_tokens", "a whole number from 1");
    }
    assertThat(problems("[budget]\npool_token = 1\n").getFirst().message())
        .contains("pool_token", "pool_tokens");
  }

  @Test
  void aSyntaxErrorHasItsFileAndLine() {
    ConfigProblem problem = problems("name = \"x\"\nslots = = 3\n").getFirst();
    assertThat(problem.file()).endsWith("pool.toml");
    assertThat(problem.line()).isEqualTo(2);
  }

  @Test
  void anUnknownKeyHasItsLineAndWhatWasProbablyMeant() {
    ConfigProblem problem = problems("name = \"x\"\n[settings]\nmodell = \"x\"\n").getFirst();
    assertThat(problem.line()).isEqualTo(3);
    assertThat(problem.message()).contains("modell").contains("did you mean 'model'");
    assertThat(problems("colour = 1\n").getFirst().message()).contains("unknown key 'colour'");
  }

  @Test
  void aWrongTypeSaysWhatWasExpected() {
    assertThat(problems("slots = \"three\"\n").getFirst().message())
        .contains("slots must be a whole number");
    assertThat(problems("slots = 0\n").getFirst().message()).contains("1 to 1000");
    assertThat(problems("[settings]\nmax_turns = \"many\"\n").getFirst().message())
        .contains("max_turns must be");
    assertThat(problems("settings = 3\n").getFirst().message()).contains("table");
  }

  @Test
  void everyProblemIsSaidAtOnce() {
    assertThat(problems("[settings]\nmodell = 1\neffort = \"huge\"\n[budget]\npool_usd = -1\n"))
        .hasSize(3);
  }

  @Test
  void aBudgetOfNothingOrLessIsRefused() {
    assertThat(problems("[budget]\npool_usd = 0\n").getFirst().message())
        .contains("from $0.000001");
    assertThat(problems("[budget]\nday_usd = -2.5\n").getFirst().message())
        .contains("from $0.000001");
    assertThat(problems("[budget]\ntask_usd = nan\n").getFirst().message())
        .contains("from $0.000001");
    assertThat(problems("[budget]\ntask_usd = \"much\"\n").getFirst().message())
        .contains("US dollars");
  }

  @Test
  void aProjectCannotBringACommandUnlessTheUserTrustsIt() throws IOException {
    String evil = "[settings]\ncommand = \"./evil\"\n";
    assertThat(problems(evil).getFirst().message())
        .contains("[trust]")
        .contains(home.config().toString());
    assertThat(
            problems("[settings.environment]\nLD_PRELOAD = \"./evil.so\"\n").getFirst().message())
        .contains("[trust]");
    assertThat(problems("[[slot]]\n[slot.settings]\ncommand = \"./evil\"\n").getFirst().message())
        .contains("[trust]");
    Files.writeString(home.config(), "[trust]\nprojects = [\"" + project + "\"]\n");
    assertThat(read(evil).project().get(SettingKeys.COMMAND)).isEqualTo("./evil");
  }

  @Test
  void whatOnlyOneProviderUnderstandsHasATableOfItsOwnThatNeedsTrust() throws IOException {
    String own = "[provider.codex-cli]\nsandbox = \"danger-full-access\"\n";
    assertThat(problems(own).getFirst().message()).contains("[trust]");
    assertThat(problems(own).getFirst().toString()).contains("1");
    assertThat(problems("[provider]\ncodex-cli = 3\n").getFirst().message())
        .contains("vendor must be a table of tables");
    assertThat(problems("provider = \"claude\"\n").getFirst().message())
        .contains("[provider.NAME]");
    Files.writeString(home.config(), "[trust]\nprojects = [\"" + project + "\"]\n");
    assertThat(read(own).project().vendor("codex-cli"))
        .containsEntry("sandbox", "danger-full-access");
  }

  @Test
  void accessAndPermissionModeTogetherAreAProblemOfTheFile() {
    assertThat(
            problems("[settings]\naccess = \"read\"\npermission_mode = \"plan\"\n")
                .getFirst()
                .message())
        .contains("say the same thing");
  }

  @Test
  void aFileThatIsNotTextIsSaidToBe() throws IOException {
    Path file = PoolFiles.poolFile(project);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[] {'n', 'a', (byte) 0xff, (byte) 0xfe});
    ConfigException thrown =
        catchThrowableOfType(ConfigException.class, () -> new PoolFiles(home).read(project));
    assertThat(thrown.getMessage()).contains("not UTF-8");
  }

  @Test
  void twoProjectsMayShareAName() throws IOException {
    PoolConfig one = read("name = \"main\"\n");
    project = Files.createDirectories(temp.resolve("other"));
    assertThat(read("name = \"main\"\n").id()).isNotEqualTo(one.id());
  }

  @Test
  void scalingAndSupervisionHaveBuiltInValuesAndTablesOfTheirOwn() throws IOException {
    PoolConfig plain = read("slots = 2\n");
    assertThat(plain.scaling()).isEqualTo(new Scaling(1, 16));
    assertThat(plain.supervision()).isEqualTo(new Supervision(true, Duration.ofSeconds(30), 3));
    PoolConfig said =
        read(
            """
            [scaling]
            min_slots = 2
            max_slots = 5
            [supervisor]
            enabled = false
            interval_secs = 7
            max_restarts = 0
            """);
    assertThat(said.scaling()).isEqualTo(new Scaling(2, 5));
    assertThat(said.supervision()).isEqualTo(new Supervision(false, Duration.ofSeconds(7), 0));
  }

  @Test
  void theSlotsOfTheFileAlwaysHaveRoom() throws IOException {
    assertThat(read("slots = 20\n").scaling()).isEqualTo(new Scaling(1, 20));
    assertThat(read("slots = 6\n[scaling]\nmax_slots = 4\n").scaling())
        .isEqualTo(new Scaling(1, 6));
    assertThat(read("slots = 1\n[scaling]\nmin_slots = 30\n").scaling())
        .isEqualTo(new Scaling(30, 30));
  }

  @Test
  void wrongScalingAndSupervisionAreNamedWithTheirPlaces() {
    List<ConfigProblem> problems =
        problems(
            """
            [scaling]
            min_slots = 9
            max_slots = 3
            [supervisor]
            enabled = "yes"
            interval_secs = 0
            restarts = 3
            """);
    assertThat(problems.stream().map(ConfigProblem::toString))
        .anySatisfy(it -> assertThat(it).contains(":2:", "min_slots must be at most max_slots"))
        .anySatisfy(it -> assertThat(it).contains(":5:", "enabled must be true or false"))
        .anySatisfy(it -> assertThat(it).contains(":6:", "interval_secs must be", "not 0"))
        .anySatisfy(it -> assertThat(it).contains(":7:", "unknown key 'restarts'"));
  }
}
