package cloudfront

import (
	"github.com/no403/no403/symbol"
	"github.com/no403/no403/tf"
)

// Encryption is how a bucket encrypts what is put into it, unless the upload
// says otherwise.
// See https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html.
type Encryption struct {
	// KMS tells whether it is with a key of AWS KMS.
	KMS symbol.Truth
	// Resource has the setting, and At is the algorithm.
	Resource *tf.Resource
	At       tf.Value
	// Managed tells whether the key is the one that AWS manages, whose policy
	// nobody can change. Key is the key otherwise, nil when it is not made here,
	// and keyID what the setting says of it.
	Managed symbol.Truth
	Key     *tf.Resource
	keyID   tf.Value
}

// Encryption returns the default encryption of the bucket. Without a setting it
// is that of S3, which needs no key of anybody.
func (b *Bucket) Encryption() Encryption {
	if b.encryption == nil {
		e := b.readEncryption()
		b.encryption = &e
	}
	return *b.encryption
}

func (b *Bucket) readEncryption() Encryption {
	resources, complete := b.attached("aws_s3_bucket_server_side_encryption_configuration")
	if len(resources) > 0 {
		rules, known := resources[0].Body.Blocks("rule")
		return b.readRules(resources[0], rules, known && complete && len(resources) == 1)
	}
	inline, known := b.Resource.Body.Blocks("server_side_encryption_configuration")
	if len(inline) > 0 {
		rules, ok := inline[0].Blocks("rule")
		return b.readRules(b.Resource, rules, ok && known && complete)
	}
	return Encryption{KMS: unless(complete && known)}
}

func (b *Bucket) readRules(r *tf.Resource, rules []tf.Block, complete bool) Encryption {
	e := Encryption{Resource: r, KMS: unless(complete)}
	for _, rule := range rules {
		defaults, known := rule.Blocks("apply_server_side_encryption_by_default")
		if !known {
			e.KMS = symbol.Unknown
		}
		for _, d := range defaults {
			e.At = d.Attr("sse_algorithm")
			algorithm, ok := e.At.Literal()
			switch {
			case !ok:
				e.KMS = symbol.Unknown
			case algorithm == "aws:kms" || algorithm == "aws:kms:dsse":
				e.KMS = symbol.True
				e.keyID = d.Attr("kms_master_key_id")
				e.Managed, e.Key = b.model.kmsKey(e.keyID)
			}
		}
	}
	if !complete && e.KMS == symbol.True {
		e.KMS = symbol.Unknown // another setting may win
	}
	return e
}
