package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an agent's shell can do: the scripted agent runs a program that asks the daemon over a unix
 * socket and leaves the answer in a file.
 */
final class InsideATask {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** SOCKET METHOD PATH BODY FILE: asks, and writes the status in a line and the body behind it. */
  private static final String ASK =
      """
      use IO::Socket::UNIX;
      my ($socket, $method, $path, $body, $file) = @ARGV;
      $socket = $ENV{AGENTPOOL_SOCKET} if $socket eq 'inside';
      my $s = IO::Socket::UNIX->new(Peer => $socket) or die "no $socket: $!";
      my $token = $ENV{AGENTPOOL_SLOT_TOKEN};
      print $s "$method $path HTTP/1.0\\r\\nHost: localhost\\r\\n";
      print $s "X-Agentpool-Slot-Token: $token\\r\\n" if defined $token;
      print $s "Content-Type: application/json\\r\\nContent-Length: ", length $body, "\\r\\n\\r\\n$body";
      $s->flush; local $/; my $all = <$s>;
      my ($status) = $all =~ m{^HTTP/1\\.. (\\d+)}; $all =~ s/^.*?\\r\\n\\r\\n//s;
      open my $out, '>', "$file.new"; print $out "$status\\n$all"; close $out;
      rename "$file.new", $file;
      """;

  private final Path folder;
  private final Path script;
  private final Path main;
  private int asked;

  InsideATask(Path temp, DaemonProcess daemon) throws Exception {
    folder = Files.createDirectories(temp.resolve("asked"));
    script = Files.writeString(temp.resolve("ask.pl"), ASK);
    main = daemon.home().resolve("state/run/daemon.sock");
  }

  /** A shell line that asks, and where its answer will be. */
  record Asking(String line, Path answer) {}

  /** Over the daemon's own socket, with the token that the agent has. */
  Asking asking(String method, String path, Object... members) {
    return askingBy("", main.toString(), method, path, members);
  }

  /** Over the door of sessions. */
  Asking atTheDoor(String method, String path, Object... members) {
    return askingBy("", "inside", method, path, members);
  }

  /**
   * @param before what stands before the program, such as {@code env -i}
   */
  Asking askingBy(String before, String socket, String method, String path, Object... members) {
    Map<String, Object> body = new HashMap<>();
    for (int i = 0; i < members.length; i += 2) {
      body.put(members[i].toString(), members[i + 1]);
    }
    Path answer = folder.resolve("answer-" + asked++);
    String json = members.length == 0 ? "" : JSON.writeValueAsString(body);
    String line =
        before + " perl " + script + " " + socket + " " + method + " '" + path + "' '" + json + "' "
            + answer;
    return new Asking(line, answer);
  }

  Path main() {
    return main;
  }

  /** The directive by which the scripted agent runs these lines in one shell. */
  static String shell(String... lines) {
    String input = JSON.writeValueAsString(Map.of("command", String.join("\n", lines)));
    return "@@tool Bash " + input.replace("@", "\\u0040") + "@@"; // no directive within another
  }

  /** An answer that an agent got. */
  record Got(int status, JsonNode json) {
    String code() {
      return json.path("code").asString("");
    }

    String detail() {
      return json.path("detail").asString("");
    }
  }

  static Got got(Asking asking) throws Exception {
    org.awaitility.Awaitility.await(asking.line())
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(asking.answer()));
    String text = Files.readString(asking.answer(), StandardCharsets.UTF_8);
    int end = text.indexOf('\n');
    String body = text.substring(end + 1);
    return new Got(
        Integer.parseInt(text.substring(0, end)),
        body.startsWith("{") || body.startsWith("[") ? JSON.readTree(body) : JSON.missingNode());
  }

  static void assertRefused(Asking asking) throws Exception {
    Got got = got(asking);
    assertThat(got.status()).as("%s: %s", asking.line(), got).isEqualTo(403);
    assertThat(got.code()).isEqualTo("inside_a_task");
  }
}
