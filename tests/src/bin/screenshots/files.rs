//! Pictures of shared files: on their way, in the conversation, in the viewer, and in the list.

use std::path::{Path, PathBuf};

use flatchat_tests::browser::Browser;

use super::{Album, choose};

/// The size of a picture, and the colours of its sky and its ground.
type Plan = (&'static str, u32, u32, [u8; 3], [u8; 3]);

const PICTURES: [Plan; 4] = [
    ("harbour.png", 480, 360, [250, 200, 140], [60, 90, 130]),
    ("workbench.png", 360, 480, [240, 232, 214], [150, 104, 60]),
    ("blinking.png", 640, 360, [34, 40, 60], [120, 60, 90]),
    ("lentils.png", 400, 400, [236, 214, 160], [170, 90, 40]),
];

/// Scrolls the conversation to its end.
const TO_THE_END: &str = "const list = document.querySelector('[data-entry]').closest('section'); \
    list.scrollTop = list.scrollHeight";

const CAPTION: &str = "Pictures, as promised";

pub(crate) async fn add(album: &Album, window: &Browser, phone: &Browser, laptop: &Browser) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let pictures = PICTURES.map(|plan| paint(folder.path(), plan));
    let plan = folder.path().join("wiring plan.pdf");
    std::fs::write(&plan, [b"%PDF-1.4\n".as_slice(), &vec![b' '; 240_000]].concat())
        .expect("a file can be written");
    let picked: Vec<&Path> = pictures.iter().map(PathBuf::as_path).collect();
    phone.pick(&picked).await;
    phone.until_ready(picked.len()).await;
    phone.write(CAPTION).await;
    album.add(phone, "guest-390-sharing-light").await;
    phone.press("Send").await;
    phone.until_shown(CAPTION).await;
    laptop.pick(&[&plan]).await;
    laptop.until_ready(1).await;
    laptop.press("Send").await;
    for (page, name) in [(window, "window"), (phone, "guest-390"), (laptop, "guest-1280")] {
        page.until_text("PDF · ").await;
        page.run(TO_THE_END, &[]).await;
        for theme in ["Light", "Dark"] {
            choose(page, theme).await;
            album.add(page, &format!("{name}-files-{}", theme.to_lowercase())).await;
        }
    }
    for (page, name) in [(phone, "guest-390"), (laptop, "guest-1280")] {
        page.press("Files").await;
        page.until_text("Everyone").await;
        album.add(page, &format!("{name}-list-of-files-dark")).await;
        page.press("Close").await;
        page.until_gone("dialog", "Files").await;
        choose(page, "Light").await;
    }
    choose(window, "Light").await;
}

/// Paints a sun over hills.
fn paint(folder: &Path, (name, width, height, sky, ground): Plan) -> PathBuf {
    let (w, h) = (f64::from(width), f64::from(height));
    let mut pixels = Vec::new();
    for y in 0..height {
        for x in 0..width {
            let (x, y) = (f64::from(x) / w, f64::from(y) / h);
            let hill = |base: f64, wave: f64, shift: f64| y > base + 0.07 * ((x * wave + shift) * 6.0).sin();
            let is_sun = (x - 0.7).hypot((y - 0.3) * h / w) < 0.11;
            let (from, to, amount) = match () {
                () if hill(0.78, 1.0, 0.4) => (ground, [20, 20, 24], 0.45),
                () if hill(0.62, 1.4, 1.1) => (ground, sky, 0.1),
                () if is_sun => ([255, 244, 214], sky, 0.1),
                () => (sky, ground, y * 0.7),
            };
            pixels.extend((0..3).map(|channel| mix(from[channel], to[channel], amount)));
        }
    }
    let path = folder.join(name);
    let file = std::fs::File::create(&path).expect("a picture can be written");
    let mut encoder = png::Encoder::new(std::io::BufWriter::new(file), width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header().expect("a picture can be written");
    writer.write_image_data(&pixels).expect("a picture can be written");
    path
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between two bytes")]
fn mix(from: u8, to: u8, amount: f64) -> u8 {
    (f64::from(from) * (1.0 - amount) + f64::from(to) * amount) as u8
}
