package dev.agentpool.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
  @TempDir Path folder;

  @Test
  void aFileIsReplacedWholeForAllToReadAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("a.md");
    DurableFile.write(file, "old");
    DurableFile.write(file, "new");
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertThat(folder.toFile().list()).containsExactly("a.md");
  }

  @Test
  void aReaderSeesTheOldOrTheNewAndNeverAHalf() throws Exception {
    Path file = folder.resolve("a.md");
    String one = "1".repeat(300_000);
    String two = "2".repeat(300_000);
    DurableFile.write(file, one);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writing =
          threads.submit(() -> {
            for (int i = 0; i < 50; i++) {
              DurableFile.write(file, i % 2 == 0 ? two : one);
            }
            return true;
          });
      while (!writing.isDone()) {
        assertThat(Files.readString(file))
            .matches(read -> read.equals(one) || read.equals(two), "whole");
      }
      assertThat(writing.get()).isTrue();
    }
  }

  @Test
  void ofManyWhoCreateTheSameFileOneDoes() throws Exception {
    Path file = folder.resolve("a.md");
    List<Callable<Boolean>> creators =
        IntStream.range(0, 20).<Callable<Boolean>>mapToObj(n -> () -> created(file, n)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      long made = 0;
      for (var one : threads.invokeAll(creators)) {
        made += one.get() ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
    assertThat(folder.toFile().list()).containsExactly("a.md");
  }

  private static boolean created(Path file, int n) throws IOException {
    try {
      DurableFile.create(file, "by " + n);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  @Test
  void whereNothingCanBeWrittenNothingIsLeft() {
    assertThatThrownBy(() -> DurableFile.write(folder.resolve("gone").resolve("a.md"), "x"))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whoCountsUnderTheLockLosesNothing() throws Exception {
    Path counter = folder.resolve("n");
    DurableFile.write(counter, "0");
    List<Callable<Boolean>> counters =
        IntStream.range(0, 50).<Callable<Boolean>>mapToObj(_ -> () -> counted(counter)).toList();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (var one : threads.invokeAll(counters)) {
        assertThat(one.get()).isTrue();
      }
    }
    assertThat(counter).hasContent("50");
  }

  private boolean counted(Path counter) throws IOException {
    try (FolderLock held = FolderLock.of(folder)) {
      DurableFile.write(counter, Integer.parseInt(Files.readString(counter)) + 1 + "");
      return held != null;
    }
  }
}
