package dev.agentpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which uses of tools a user's rules allow, and which they do not. */
class PolicyTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  @TempDir Path work;

  private static Rule command(Rule.Decision decision, String pattern) {
    return new Rule("Bash", pattern, null, null, decision, null);
  }

  private static Rule path(Rule.Decision decision, String pattern) {
    return new Rule(null, null, pattern, null, decision, null);
  }

  private Use bash(String command) {
    return Use.of("claude", "Bash", Map.of("command", command), work);
  }

  private Use write(String file) {
    return Use.of("claude", "Write", Map.of("file_path", file, "content", "x"), work);
  }

  private static Rule.@Nullable Decision decided(Use use, Rule... rules) {
    return new Policy(List.of(rules)).over(use, NOW).map(Rule::decision).orElse(null);
  }

  @Test
  void theFirstRuleThatLooksAtAUseDecides() {
    Rule push = command(Rule.Decision.ASK, "git push*");
    Rule git = command(Rule.Decision.ALLOW, "git *");
    assertThat(decided(bash("git status"), push, git)).isEqualTo(Rule.Decision.ALLOW);
    assertThat(decided(bash("git push origin"), push, git)).isEqualTo(Rule.Decision.ASK);
    assertThat(decided(bash("make"), push, git)).isNull();
    assertThat(decided(write("a.txt"), push, git)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git status; rm -rf /",
        "git status && curl evil",
        "git status | sh",
        "git log $(rm -rf ~)",
        "git log `rm -rf ~`",
        "git log > /etc/passwd",
        "git log\nrm -rf /",
        "git log <(rm x)",
        "git log \\; rm",
        "xgit status",
        "",
      })
  void aWordForOneCommandIsNoneForAnotherBehindIt(String command) {
    assertThat(decided(bash(command), command(Rule.Decision.ALLOW, "git *"))).isNull();
  }

  @Test
  void whoWritesTheSignsMeansThem() {
    assertThat(
            decided(
                bash("make 2>&1 | tail -5"), command(Rule.Decision.ALLOW, "make 2>&1 | tail *")))
        .isEqualTo(Rule.Decision.ALLOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rm -rf x", "ls; rm -rf x", "ls && rm x", "echo `rm x`", "echo $(rm x)", "(rm x)"})
  void aDenyingRuleMeansEachPartOfACommand(String command) {
    assertThat(decided(bash(command), command(Rule.Decision.DENY, "rm *")))
        .isEqualTo(Rule.Decision.DENY);
  }

  @Test
  void aPathIsWhereAFileReallyLies() throws IOException {
    Path inside = Files.createDirectory(work.resolve("inside"));
    Path secret = Files.createDirectory(work.resolve("secret"));
    Files.createSymbolicLink(inside.resolve("link"), secret);
    Rule allow = path(Rule.Decision.ALLOW, inside.toRealPath() + "/*");
    assertThat(decided(write("inside/new/a.txt"), allow)).isEqualTo(Rule.Decision.ALLOW);
    assertThat(decided(write(inside + "/b.txt"), allow)).isEqualTo(Rule.Decision.ALLOW);
    assertThat(decided(write("inside/../secret/a.txt"), allow)).isNull();
    assertThat(decided(write("inside/link/a.txt"), allow)).isNull();
    assertThat(decided(bash("ls"), allow)).isNull();
    assertThat(decided(write("inside/link/a.txt"), path(Rule.Decision.DENY, "*/secret/*")))
        .isEqualTo(Rule.Decision.DENY);
  }

  @Test
  void aRuleHoldsUntilItsTime() {
    Rule boxed = new Rule("Bash", null, null, null, Rule.Decision.ALLOW, NOW);
    assertThat(new Policy(List.of(boxed)).over(bash("ls"), NOW.minusSeconds(1))).contains(boxed);
    assertThat(new Policy(List.of(boxed)).over(bash("ls"), NOW)).isEmpty();
  }

  @Test
  void aRuleMayBeOfOneProvider() {
    Rule codex = new Rule("*", null, null, "codex-*", Rule.Decision.DENY, null);
    assertThat(decided(bash("ls"), codex)).isNull();
    assertThat(decided(Use.of("codex-cli", "exec", Map.of(), work), codex))
        .isEqualTo(Rule.Decision.DENY);
  }

  @Test
  void commandsThatComeAsListsAreReadToo() {
    Use listed = Use.of("codex-cli", "shell", Map.of("command", List.of("rm", "-rf", "/")), work);
    assertThat(listed.command()).isEqualTo("rm -rf /");
  }

  @Test
  void ofSeveralFilesEachIsToBeAllowedAndOneIsEnoughToBeDenied() throws Exception {
    Path inside = Files.createDirectories(work.resolve("several")).toRealPath();
    Use patch =
        Use.of(
            "codex-cli",
            "apply_patch",
            Map.of("path", List.of(inside + "/a", work.toRealPath() + "/b")),
            work);
    assertThat(patch.paths()).containsExactly(inside.resolve("a"), work.toRealPath().resolve("b"));
    assertThat(decided(patch, path(Rule.Decision.ALLOW, inside + "/*"))).isNull();
    assertThat(decided(patch, path(Rule.Decision.DENY, inside + "/*")))
        .isEqualTo(Rule.Decision.DENY);
  }
}
