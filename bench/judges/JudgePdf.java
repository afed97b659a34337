// Judges the signatures of PDF files with Apache PDFBox and BouncyCastle: PDFBox tells what each covers, BouncyCastle whether its CMS
// holds over that. Reads one path per line; answers with the path, a tab, and one verdict per signature in the order in which they end.
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.security.Security;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.interactive.digitalsignature.PDSignature;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

public class JudgePdf {
    public static void main(String[] args) throws Exception {
        Security.addProvider(new BouncyCastleProvider());
        BufferedReader paths = new BufferedReader(new InputStreamReader(System.in, "UTF-8"));
        for (String path = paths.readLine(); path != null; path = paths.readLine()) {
            System.out.println(path + "\t" + verdictsOn(new File(path)));
        }
    }

    static String verdictsOn(File file) {
        try (PDDocument document = PDDocument.load(file)) {
            byte[] bytes = Files.readAllBytes(file.toPath());
            List<PDSignature> signatures = new ArrayList<>(document.getSignatureDictionaries());
            signatures.sort(Comparator.comparingInt(JudgePdf::endOf));
            List<String> verdicts = new ArrayList<>();
            for (PDSignature signature : signatures) verdicts.add(verdictOn(signature, bytes));
            return String.join("; ", verdicts);
        } catch (Exception fault) {
            return "unreadable: " + fault.getClass().getSimpleName();
        }
    }

    static int endOf(PDSignature signature) {
        int[] range = signature.getByteRange();
        return range.length == 4 ? range[2] + range[3] : 0;
    }

    static String verdictOn(PDSignature signature, byte[] bytes) {
        try {
            CMSProcessableByteArray covered = new CMSProcessableByteArray(signature.getSignedContent(bytes));
            CMSSignedData cms = new CMSSignedData(covered, signature.getContents(bytes));
            for (SignerInformation signer : cms.getSignerInfos()) {
                X509CertificateHolder certificate = (X509CertificateHolder) cms.getCertificates().getMatches(signer.getSID()).iterator().next();
                boolean holds = signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider("BC").build(certificate));
                if (!holds) return "does not hold";
            }
            return endOf(signature) == bytes.length ? "valid over the whole file" : "valid";
        } catch (Exception fault) {
            return "cannot be judged: " + fault.getClass().getSimpleName();
        }
    }
}
