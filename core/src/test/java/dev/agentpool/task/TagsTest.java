package dev.agentpool.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  @Test
  void whatIsALineOfTextIsATag() {
    List<String> tags =
        List.of("nightly", "team a", "größer", "\ud83d\ude80", "x".repeat(200), "a,b");
    assertThat(Tags.checked(tags)).isEqualTo(tags);
    assertThat(Tags.checked(List.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t", "a\nb", "a\rb", "a\0b", "\u001b[2J", "\u2028", "\u202eab"})
  void whatIsEmptyOrSteersATerminalIsNone(String tag) {
    assertThatThrownBy(() -> Tags.checked(List.of("good", tag)))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("tag")
        .matches(said -> said.chars().noneMatch(Character::isISOControl));
  }

  @Test
  void howLongOneMayBeIsSaid() {
    assertThatThrownBy(() -> Tags.checked(List.of("x".repeat(201))))
        .hasMessage("a tag has 201 characters; at most 200 fit");
  }
}
