package org.duecourse.io;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a whole text file that a person named, or says why it cannot be read. */
public final class TextFile {
  private TextFile() {}

  /**
   * The text of a file in UTF-8.
   *
   * @param kind what was expected, for the message ("a YAML file")
   * @throws Refused if it is a folder, is not there, may not be read or is not UTF-8
   */
  public static String read(Path file, String kind) {
    if (Files.isDirectory(file)) {
      throw Refused.input(file + " is a folder; " + kind + " is expected.");
    }
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      throw Refused.input(file + " is not UTF-8 text. Maybe save it as UTF-8.");
    } catch (IOException e) {
      String reason =
          !Files.exists(file)
              ? " does not exist."
              : !Files.isReadable(file)
                  ? " may not be read by this user. Maybe change its permissions."
                  : " cannot be read: " + e.getMessage();
      throw Refused.input(file + reason);
    }
  }
}
