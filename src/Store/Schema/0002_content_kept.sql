-- Whether the empty texts of a call mean that nothing was said, or that it was not to be kept. Everything from before was kept.
ALTER TABLE spans ADD COLUMN IF NOT EXISTS content_kept Bool DEFAULT true;
