package dev.agentpool.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.agentpool.workspace.Difference;
import dev.agentpool.workspace.Differences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactsTest extends ArtifactLab {
  @Test
  void aManifestNamesAllKindsAndThoseThatAreThereHaveTheirDigest() throws Exception {
    turn();
    says("hello");
    agent.flush();
    List<Artifact> manifest = artifacts.manifest(subject(Optional.of("the result"), true));
    assertThat(manifest).extracting(Artifact::kind).containsExactly(ArtifactKind.values());
    assertThat(manifest)
        .filteredOn(Artifact::exists)
        .extracting(Artifact::kind)
        .containsExactly(
            ArtifactKind.METADATA,
            ArtifactKind.PROMPT,
            ArtifactKind.TRANSCRIPT,
            ArtifactKind.EVENTS,
            ArtifactKind.SUMMARY,
            ArtifactKind.RESULT);
    for (Artifact artifact : manifest.stream().filter(Artifact::exists).toList()) {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(artifact.path()));
      assertThat(artifact.sha256()).contains(HexFormat.of().formatHex(digest));
    }
    assertThat(read(ArtifactKind.PROMPT)).isEqualTo("Do it.");
    assertThat(read(ArtifactKind.RESULT)).isEqualTo("the result");
  }

  @Test
  void allOfItIsForThisUserAlone() throws IOException {
    turn();
    artifacts.collect(subject(Optional.empty(), false), true);
    try (var all = Files.walk(home.artifacts())) {
      for (Path each : all.filter(path -> !path.endsWith("diff.patch")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as("%s", each)
            .isEqualTo(Files.isDirectory(each) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void aResultIsCollectedWhateverItsLength() throws IOException {
    String longest = "ä line of it\n".repeat(200_000);
    turn();
    Collected collected = artifacts.collect(subject(Optional.of(longest), true), false);
    assertThat(collected.summary()).isEqualTo(longest);
    assertThat(read(ArtifactKind.SUMMARY)).isEqualTo(longest);
    Collected newer = artifacts.collect(subject(Optional.of("newer"), true), false);
    assertThat(newer.summary()).isEqualTo("newer");
    assertThat(read(ArtifactKind.RESULT)).isEqualTo("newer");
  }

  @Test
  void whileThereIsNoResultTheEndOfTheTranscriptTellsWhereItStands() throws IOException {
    turn();
    says("half ```way``` there\n");
    Collected collected = artifacts.collect(subject(Optional.empty(), false), false);
    assertThat(collected.summary()).endsWith("half ```way``` there\n");
    assertThat(read(ArtifactKind.SUMMARY_PARTIAL)).contains("half '''way''' there", "RUNNING");
    assertThat(read(ArtifactKind.RESULT)).startsWith("[agentpool]");
  }

  @Test
  void aDiffThatWasMadeAfterTheEndStaysWhatOthersChangeSince() {
    turn();
    Subject ended = subject(Optional.of("done"), true);
    Collected first = artifacts.collect(ended, true);
    artifacts.collect(ended, true);
    assertThat(diffs).isEqualTo(1);
    assertThat(first.changedFiles()).containsExactly("a");
    assertThat(first.notes()).containsExactly("sub is a submodule");
    assertThat(first.dirty()).isTrue();
  }

  @Test
  void whileItWorksEachCollectMakesItsDiffAnew() {
    turn();
    artifacts.collect(subject(Optional.empty(), false), true);
    artifacts.collect(subject(Optional.empty(), false), true);
    artifacts.collect(subject(Optional.empty(), false), false);
    artifacts.collect(subject(Optional.of("done"), true), true);
    assertThat(diffs).isEqualTo(3);
  }

  @Test
  void whyThereIsNoDiffStandsInItsPlace() throws IOException {
    Differences none = (_, _, _) -> Difference.none("the diff was given up after 30 s");
    artifacts =
        new Artifacts(home.artifacts(), activity, none, InstantSource.fixed(NOW), () -> 1 << 20);
    turn();
    Collected collected = artifacts.collect(subject(Optional.empty(), false), true);
    assertThat(read(ArtifactKind.DIFF)).isEqualTo("[agentpool] the diff was given up after 30 s\n");
    assertThat(collected.notes()).containsExactly("the diff was given up after 30 s");
  }

  @Test
  void eachCollectIsAnEventAndTheEventsOfTheTurnsStayInPlace() throws IOException {
    turn();
    artifacts.collect(subject(Optional.empty(), false), true);
    agent.state("completed", "slot-0", 1, "");
    artifacts.collect(subject(Optional.of("done"), true), false);
    assertThat(read(ArtifactKind.EVENTS).lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"event_type\":\"spawn\""),
            line -> assertThat(line).contains("send_initial_prompt"),
            line -> assertThat(line).contains("\"collect\"", "\"include_diff\":true"),
            line -> assertThat(line).contains("observe:completed"),
            line -> assertThat(line).contains("\"include_diff\":false"));
    assertThat(read(ArtifactKind.EVENTS).lines())
        .allMatch(line -> line.startsWith("{\"event_id\"") && line.endsWith("Z\"}"));
  }

  @Test
  void whatATaskIsCalledCannotLeadOutOfTheFolder() {
    for (String id : List.of("../x", "a/b", "", ".", "..", "a\0b", "x".repeat(200))) {
      assertThatThrownBy(() -> new Holder(id, project, List.of()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"transcript.txt", "events.jsonl", ".projection", "prompt.md", "result.md"})
  void aLinkInPlaceOfAFileIsNeitherReadNorWrittenThrough(String name) throws IOException {
    Path precious = Files.writeString(temp.resolve("precious"), "precious words");
    turn();
    says("hello\n");
    transcript();
    Files.deleteIfExists(folder().resolve(name));
    Files.createSymbolicLink(folder().resolve(name), precious);
    try {
      List<Artifact> manifest = artifacts.manifest(subject(Optional.of("done"), true));
      assertThat(manifest.toString()).doesNotContain("precious");
      assertThat(transcript()).doesNotContain("precious");
    } catch (ArtifactException refused) {
      assertThat(refused).hasMessageContaining("cannot write");
    }
    assertThat(precious).hasContent("precious words");
  }

  @Test
  void aLinkInPlaceOfTheFolderIsRefused() throws IOException {
    Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
    turn();
    transcript();
    Path moved = folder().resolveSibling("moved");
    Files.move(folder(), moved);
    Files.createSymbolicLink(folder(), elsewhere);
    assertThatThrownBy(this::transcript)
        .isInstanceOf(ArtifactException.class)
        .hasMessageContaining("in the way");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFullDiskIsSaidAndNothingIsTwiceWhenThereIsRoomAgain() throws Exception {
    Path disk = Files.createDirectories(temp.resolve("disk"));
    int mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString())
            .start()
            .waitFor();
    assumeThat(mounted).as("may mount a tmpfs here").isZero();
    try {
      artifacts =
          new Artifacts(
              disk.resolve("artifacts"),
              activity,
              this::diff,
              InstantSource.fixed(NOW),
              () -> 1 << 20);
      turn();
      says("before\n");
      transcript();
      Path filler = disk.resolve("filler");
      try (var out = Files.newOutputStream(filler)) {
        for (int i = 0; i < 1_000; i++) {
          out.write(new byte[1024]);
        }
      } catch (IOException full) {
        assertThat(full).hasMessageContaining("space");
      }
      says("a long line ".repeat(2_000) + "\n");
      assertThatThrownBy(this::transcript)
          .isInstanceOf(ArtifactException.class)
          .hasMessageContaining("is the disk full");
      Files.delete(filler);
      assertThat(transcript()).containsOnlyOnce("before").contains("a long line");
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }
}
