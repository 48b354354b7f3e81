package dev.agentpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.session.Enclosure;
import dev.agentpool.walls.Ability;
import dev.agentpool.walls.Walls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Behind a wall whoever started the daemon, root too, can build a sandbox when that is asked. */
class OrdinaryUserTest {
  @TempDir Path folder;
  private Sessions sessions;

  @BeforeEach
  void set() {
    sessions = new Sessions(folder);
    assumeTrue(
        sessions.host.walls() instanceof Ability.Stands stands
            && stands.bubblewrap().userNamespace(),
        "needs bubblewrap and user namespaces");
  }

  @AfterEach
  void clear() {
    sessions.close();
  }

  private String said(String script) throws Exception {
    LaunchSpec open = sessions.spec("s", "sh", "-c", script);
    Enclosure.Walled enclosure =
        new Enclosure.Walled(List.of(folder), List.of(), List.of(), List.of());
    Child child =
        sessions.start(
            open.behind(
                Walls.around(enclosure, open.environment(), open.folder(), List.of())
                    .asOrdinaryUser()
                    .wall(folder)));
    Sessions.exitOf(child);
    return Files.readString(child.folder().resolve("out")).strip();
  }

  @Test
  void aSandboxWithinTheWallsStandsAndWhatIsOutsideStaysAsItIs() throws Exception {
    assertThat(
            said(
                "bwrap --unshare-user --ro-bind / / sh -c 'touch in || echo within it holds'; touch"
                    + " out"))
        .isEqualTo("within it holds");
    assertThat(folder.resolve("in")).doesNotExist();
    assertThat(folder.resolve("out")).exists();
    assertThat(Files.getOwner(folder.resolve("out"))).isEqualTo(Files.getOwner(folder));
  }

  @Test
  void nobodyIsRootByNumberAndNoCapabilityIsGained() throws Exception {
    assertThat(
            said(
                "id -u; grep CapEff /proc/self/status | tr -d '\\t'; touch /etc/x 2>/dev/null ||"
                    + " echo no"))
        .doesNotStartWith("0\n")
        .endsWith("CapEff:0000000000000000\nno");
  }
}
