import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Splits text into words as a shell would; it exists for argument files and {@code native-image.properties}. */
final class Words {
    /** A run of plain characters, 'single' and "double" quoted parts. */
    private static final Pattern WORD = Pattern.compile("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+");

    private static final Pattern COMMENT_LINE = Pattern.compile("(?m)^\\s*#.*$");

    private Words() {}

    static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        WORD.matcher(COMMENT_LINE.matcher(text).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("['\"]", ""))
                .forEach(words::add);
        return words;
    }
}
