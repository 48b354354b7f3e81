package dev.agentpool.skill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.skill.Skill.Argument;
import dev.agentpool.skill.Skill.Scope;
import dev.agentpool.skill.Skill.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from files of skills. */
class SkillFilesTest {
  @TempDir Path temp;
  private Path directory;
  private Skills skills;

  @BeforeEach
  void open() {
    directory = temp.resolve("project/.agent-pool/skills");
    SkillPlaces places = new SkillPlaces(List.of(), List.of(directory), temp.resolve("project"));
    skills = new Skills(places, SkillOptions.DEFAULT.withoutBuiltins(), RuntimeSkills.inMemory());
  }

  private void file(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Diagnostic onlyProblem() {
    assertThat(skills.diagnostics()).hasSize(1);
    return skills.diagnostics().getFirst();
  }

  @Test
  void aSkillFileMaySayEverything() throws IOException {
    file(
        "folder/SKILL.md",
        """
        ---
        name: deploy
        description: "Deploys: carefully"
        allowed-tools: Bash(make deploy:*), Read
        argument-hint: STAGE
        license: MIT
        metadata:
          scope: coordinator
          author: someone
          arguments:
            - name: stage
              description: where to
              required: true
            - name: note
          config:
            model: haiku
            max-turns: 7
            allowed_tools: [Write]
        ---

        Deploy to {stage}.
        """);
    assertThat(skills.get("deploy"))
        .isEqualTo(
            new Skill(
                "deploy",
                "Deploys: carefully",
                "Deploy to {stage}.",
                List.of(new Argument("stage", "where to", true), new Argument("note", "", false)),
                Map.of(
                    "model",
                    "haiku",
                    "max_turns",
                    7,
                    "allowed_tools",
                    List.of("Bash(make deploy:*)", "Read")),
                Scope.COORDINATOR,
                "STAGE",
                directory.resolve("folder"),
                Source.PROJECT,
                Map.of("license", "MIT", "metadata", Map.of("author", "someone"))));
    assertThat(skills.diagnostics()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"cps-coordinator-x, COORDINATOR", "cps-chain-x, CHAIN", "x-cps-chain, TASK"})
  void theScopeIsInferredFromTheName(String name, Scope scope) throws IOException {
    file("a/SKILL.md", "---\nname: " + name + "\ndescription: d\n---\nbody");
    assertThat(skills.get(name).scope()).isEqualTo(scope);
  }

  @Test
  void aSkillOfClaudeCodeIsUnderstood() throws IOException {
    file(
        "fix-issue/SKILL.md",
        """
        ---
        argument-hint: [issue] [priority]
        arguments: issue priority
        allowed-tools: Read Grep
        model: inherit
        effort: high
        context: fork
        disable-model-invocation: true
        ---
        # Fixing

        Fix the issue $ARGUMENTS
        as we do.

        More.
        """);
    Skill skill = skills.get("fix-issue");
    assertThat(skill.description()).isEqualTo("Fix the issue $ARGUMENTS as we do.");
    assertThat(skill.argumentHint()).isEqualTo("[issue] [priority]");
    assertThat(skill.arguments()).extracting(Argument::name).containsExactly("issue", "priority");
    assertThat(skill.config())
        .isEqualTo(Map.of("effort", "high", "allowed_tools", List.of("Read", "Grep")));
    assertThat(skill.other()).containsEntry("context", "fork");
    assertThat(onlyProblem().level()).isEqualTo(Diagnostic.Level.WARNING);
  }

  @Test
  void oldJsonIsReadWithAWarning() throws IOException {
    file(
        "old.json",
        """
        {"name": "old", "description": "d", "prompt": "do {x}", "scope": "chain",
         "arguments": [{"name": "x", "description": "", "required": true}],
         "config": {"model": "opus", "effort": null}, "argument_hint": "X", "skill_dir": null}
        """);
    Skill skill = skills.get("old");
    assertThat(skill.scope()).isEqualTo(Scope.CHAIN);
    assertThat(skill.config()).isEqualTo(Map.of("model", "opus"));
    assertThat(skill.argumentHint()).isEqualTo("X");
    assertThat(skill.dir()).isNull();
    assertThat(onlyProblem().message()).contains("deprecated", "old/SKILL.md");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no front matter                                       | does not begin with front matter",
        "---%nname: a%nbody                                    | has no end",
        "---%nname: [a%n---%nbody                              | not YAML",
        "---%nname: a%ndescription: d%n---%n%n                 | has no prompt",
        "---%nname: ../../evil%ndescription: d%n---%nbody      | bad skill name '../../evil'",
        "---%nname: a b%n---%nbody                             | bad skill name 'a b'",
        "---%nname: a%nmetadata: {scope: moon}%n---%nbody      | unknown scope 'moon'",
        "---%nname: a%nmetadata: text%n---%nbody               | 'metadata' has to be a table",
        "---%nmetadata: {arguments: [{required: true}]}%n---%nb| an argument has no 'name'",
        "---%nmetadata: {arguments: [{name: 'a b'}]}%n---%nb   | bad argument name 'a b'",
        "---%nmetadata: {arguments: [a, a]}%n---%nb            | two arguments named 'a'",
        "---%nmetadata: {config: {mcp_servers: {}}}%n---%nbody | 'mcp_servers'",
      })
  void aBadFileIsToldAndCostsOnlyItself(String text, String problem) throws IOException {
    file("bad/SKILL.md", text.strip().replace("%n", "\n"));
    file("good/SKILL.md", "---\nname: good\ndescription: d\n---\nbody");
    assertThat(skills.list()).extracting(Skill::name).containsExactly("good");
    assertThat(onlyProblem().level()).isEqualTo(Diagnostic.Level.ERROR);
    assertThat(onlyProblem().toString()).contains("bad/SKILL.md", problem.strip());
  }

  @Test
  void badJsonIsToldAndSkipped() throws IOException {
    file("a.json", "{\"name\": \"a\",");
    file("b.json", "[1]");
    file("c.json", "{\"name\": \"c\"}");
    file("d.json", "[".repeat(100_000));
    assertThat(skills.list()).isEmpty();
    assertThat(skills.diagnostics())
        .extracting(Diagnostic::message)
        .satisfiesExactly(
            a -> assertThat(a).contains("is not JSON"),
            b -> assertThat(b).contains("is not a JSON object"),
            c -> assertThat(c).contains("has no 'prompt'"),
            d -> assertThat(d).contains("is not JSON"));
  }

  @Test
  void otherFilesAreIgnored() throws IOException {
    file("README.md", "hello");
    file("notes/notes.md", "hello");
    file(".hidden/SKILL.md", "broken");
    assertThat(skills.list()).isEmpty();
    assertThat(skills.diagnostics()).isEmpty();
  }

  @Test
  void strangeBytesAreTold() throws IOException {
    file("crlf/SKILL.md", "\uFEFF---\r\nname: crlf\r\ndescription: d\r\n---\r\none\r\ntwo\r\n");
    Files.createDirectories(directory.resolve("broken"));
    Files.write(directory.resolve("broken/SKILL.md"), new byte[] {(byte) 0xc3, 0x28});
    Files.createDirectories(directory.resolve("large"));
    Files.write(directory.resolve("large/SKILL.md"), new byte[1 << 21]);
    Files.createDirectories(directory.resolve("weird/SKILL.md"));
    assertThat(skills.get("crlf").prompt()).isEqualTo("one\ntwo");
    assertThat(skills.diagnostics())
        .extracting(Diagnostic::message)
        .satisfiesExactly(
            a -> assertThat(a).contains("not UTF-8"),
            b -> assertThat(b).contains("larger than 1 MiB"),
            c -> assertThat(c).contains("not a regular file"));
  }

  @Test
  void twoFilesOfOneNameAreTold() throws IOException {
    file("a/SKILL.md", "---\nname: x\n---\nfirst");
    file("b/SKILL.md", "---\nname: x\n---\nsecond");
    assertThat(skills.get("x").prompt()).isEqualTo("second");
    assertThat(onlyProblem().message()).contains("skill 'x' is also in", "a/SKILL.md");
  }

  @Test
  void aLinkThatLeadsOutOfTheProjectIsNotRead() throws IOException {
    Path secret = Files.createDirectories(temp.resolve("elsewhere"));
    Files.writeString(secret.resolve("SKILL.md"), "---\nname: x\n---\nsecret");
    Files.createDirectories(directory);
    Files.createSymbolicLink(directory.resolve("x"), secret);
    assertThat(skills.list()).isEmpty();
    assertThat(onlyProblem().message()).contains("leads out of");
  }
}
