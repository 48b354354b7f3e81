package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same attacks where no walls are wanted: what the escape suite sees denied would be seen. */
class EscapeControlTest {
  private static EscapeLab lab;

  @BeforeAll
  static void open() throws Exception {
    lab = new EscapeLab(EscapeTest.AGENT + "walls = \"off\"\n", Map.of());
  }

  @AfterAll
  static void close() throws Exception {
    lab.close();
  }

  static Stream<Attack> attacks() {
    return Attacks.all().stream().filter(Attack::worksWithoutWalls);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attacks")
  void doesItsHarm(Attack attack) throws Exception {
    assertThat(lab.attempt(attack)).matches(EscapeLab.Outcome::escaped, "something was had");
    if (!lab.works()) {
      lab.close();
      open();
    }
  }
}
