package studio.latent.engine.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.jspecify.annotations.Nullable;

/// An animated GIF of rasters that repeats for ever. Grey frames are exact; colour frames keep 256 colours each.
public final class GifAnimation {
    private static final String FORMAT = "javax_imageio_gif_image_1.0";
    private static final byte[] FOR_EVER = {1, 0, 0};

    private final int delayHundredths;

    /// @param framesPerSecond in [1, 50]; GIF counts in hundredths of a second and viewers slow down faster ones
    public GifAnimation(double framesPerSecond) {
        if (!(framesPerSecond >= 1 && framesPerSecond <= 50)) {
            throw new IllegalArgumentException("framesPerSecond must be in [1, 50], got " + framesPerSecond);
        }
        delayHundredths = (int) Math.round(100 / framesPerSecond);
    }

    /// The file's bytes. All frames have the size of the first.
    public byte[] encode(List<Raster> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("frames must not be empty");
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                write(writer, frames.get(i), i == 0);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private void write(ImageWriter writer, Raster frame, boolean first) throws IOException {
        BufferedImage image = frame.channels() == 1 ? grey(frame) : colour(frame);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        metadata.setFromTree(FORMAT, timed(metadata, first));
        writer.writeToSequence(new IIOImage(image, null, metadata), null);
    }

    private IIOMetadataNode timed(IIOMetadata metadata, boolean first) throws IIOInvalidTreeException {
        IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(delayHundredths));
        control.setAttribute("transparentColorIndex", "0");
        // The JDK's writer spoils interlaced images of two rows, and interlacing only makes files larger.
        child(root, "ImageDescriptor").setAttribute("interlaceFlag", "FALSE");
        if (first) {
            IIOMetadataNode loop = new IIOMetadataNode("ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(FOR_EVER.clone());
            child(root, "ApplicationExtensions").appendChild(loop);
        }
        return root;
    }

    private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
        for (int i = 0; i < parent.getLength(); i++) {
            if (nodeAt(parent, i) instanceof IIOMetadataNode node
                    && node.getNodeName().equals(name)) {
                return node;
            }
        }
        IIOMetadataNode added = new IIOMetadataNode(name);
        parent.appendChild(added);
        return added;
    }

    private static org.w3c.dom.@Nullable Node nodeAt(IIOMetadataNode parent, int index) {
        return parent.item(index);
    }

    /// Every grey level has its own palette entry, so nothing is quantised.
    private static BufferedImage grey(Raster frame) {
        byte[] ramp = new byte[256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) i;
        }
        return indexed(frame, new IndexColorModel(8, ramp.length, ramp, ramp, ramp), frame.samples());
    }

    private static BufferedImage colour(Raster frame) {
        int[] argb = new int[frame.width() * frame.height()];
        frame.toArgb(argb);
        Palette palette = Palette.of(argb);
        int[] rgb = Arrays.copyOf(palette.rgb(), Palette.COLOURS);
        return indexed(
                frame, new IndexColorModel(8, rgb.length, rgb, 0, false, -1, DataBuffer.TYPE_BYTE), palette.indices());
    }

    private static BufferedImage indexed(Raster frame, IndexColorModel colours, byte[] indices) {
        BufferedImage image =
                new BufferedImage(frame.width(), frame.height(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        image.getRaster().setDataElements(0, 0, frame.width(), frame.height(), indices);
        return image;
    }
}
