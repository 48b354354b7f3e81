package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "/bin/bash -lc 'git status'|git status",
        "/bin/bash -lc ls|ls",
        "/usr/bin/zsh -c 'a && b > c'|a && b > c",
        "/bin/bash -lc 'it'\\''s'|it's",
        "/bin/bash -lc \"echo 'a' \\\"b\\\"\"|echo 'a' \"b\"",
        "/bin/sh -c a\\ b|a b",
      })
  void whatAShellIsGivenIsTakenOutOfIt(String command, String within) {
    assertThat(ShellWord.unwrapped(command)).isEqualTo(within);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "git status",
        "/bin/bash -lc 'git status' && rm -rf x",
        "/bin/bash -lc 'git status",
        "/bin/bash -lc git status",
        "/bin/bash -lc \"git $(rm x)\"",
        "/bin/bash -x -lc 'git status'",
        "/tmp/evil 'git status'",
        "bash -lc 'git status'",
        "",
      })
  void whatIsNotPlainlyThatStaysWhole(String command) {
    assertThat(ShellWord.unwrapped(command)).isEqualTo(command);
  }
}
